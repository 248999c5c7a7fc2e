/**
 * The engines compared, each with its own defaults as a site would use it: given the entries of
 * one locale, a function from a query to locations, the best first.
 */
import uFuzzy from "./node_modules/@leeoniya/ufuzzy/dist/uFuzzy.mjs";
import MiniSearch from "./node_modules/minisearch/dist/es/index.js";
import { SearchEngine } from "./javascripts/search-engine.js";

/** The text of an entry for engines that know nothing of its parts. */
function textOf(entry, index) {
  const names = (ids, table) => (ids ?? []).map((id) => table[id]?.words ?? id);
  return [
    entry.words ?? "", entry.page ?? "", entry.venue ?? "", entry.year ?? "", entry.date ?? "",
    ...names(entry.labels, index.labels), ...names(entry.categories, index.categories),
    ...(entry.authors ?? []), entry.arxiv ?? "", entry.text ?? "",
  ].join(" ");
}

/** Material's index: lunr with the separator of our Chinese, every word needed, the last a prefix. */
async function lunrIndex(index) {
  const { lunr } = globalThis;
  lunr.tokenizer.separator = /[\s\-，。、（）]+/;
  const built = lunr(function build() {
    this.ref("location");
    this.field("title", { boost: 1000 });
    this.field("text");
    // As Material does for Chinese: without trimmer, which drops what is not Latin.
    this.pipeline.reset();
    this.pipeline.add(lunr.stopWordFilter, lunr.stemmer);
    for (const entry of index.entries) this.add({ ...entry, text: textOf(entry, index) });
  });
  return (query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    try {
      const found = built.query((clause) => {
        for (const word of words) {
          const wildcard = lunr.Query.wildcard.TRAILING;
          clause.term(word, { presence: lunr.Query.presence.REQUIRED, wildcard });
        }
      });
      return found.map(({ ref }) => ref);
    } catch {
      return []; // lunr 2.3.9 fails on some wildcards
    }
  };
}

async function miniSearchPlain(index) {
  const matcher = new MiniSearch({ fields: ["title", "text"], idField: "location" });
  matcher.addAll(index.entries.map((entry) => ({ ...entry, text: textOf(entry, index) })));
  const options = { prefix: true, fuzzy: 0.2, combineWith: "AND", boost: { title: 3 } };
  return (query) => matcher.search(query, options).map(({ id }) => id);
}

async function uFuzzyPlain(index) {
  const fuzzy = new uFuzzy({ unicode: true, interSplit: "[^\\p{L}\\d']+", intraSplit: "\\p{Ll}\\p{Lu}", intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });
  const haystack = index.entries.map((entry) => `${entry.title} ${textOf(entry, index)}`);
  return (query) => {
    const [found, info, order] = fuzzy.search(haystack, query, 5, 1e9);
    const ranked = order ? order.map((position) => info.idx[position]) : (found ?? []);
    return ranked.map((position) => index.entries[position].location);
  };
}

async function pagefind(_index, locale) {
  const bundle = await import(`./pagefind-${locale}/pagefind.js`);
  await bundle.init();
  return async (query) => {
    const { results } = await bundle.search(query);
    const shown = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    return [...shown.map(({ meta }) => meta.location), ...results.slice(5).map(({ id }) => id)];
  };
}

async function ours(index) {
  const engine = new SearchEngine(index);
  return (query) => engine.find(query).entries.map(({ location }) => location);
}

export const ENGINES = {
  "lunr": lunrIndex,
  "Pagefind": pagefind,
  "uFuzzy": uFuzzyPlain,
  "MiniSearch, as it comes": miniSearchPlain,
  "MiniSearch, our words": ours,
};

/** Runs queries and returns what they found and how long each took, in milliseconds. */
export async function run(name, locale, queries) {
  const response = await fetch(`./search/${locale}.json`);
  const index = await response.json();
  const started = performance.now();
  const find = await ENGINES[name](index, locale);
  const ready = performance.now() - started;
  const found = [];
  const times = [];
  for (const query of queries) {
    const before = performance.now();
    found.push([...(await find(query))].slice(0, 100));
    times.push(performance.now() - before);
  }
  return { ready, found, times };
}
