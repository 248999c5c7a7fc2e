// @ts-check
/**
 * Finds entries: MiniSearch's inverted index and BM25 scores over words of our own making.
 * Why this engine, and what it costs: docs/development/search.md.
 */
import MiniSearchModule from "./vendor/minisearch.js";
import { Fields, shortName } from "./search-fields.js";
import { Phrases } from "./search-phrases.js";
import { Vocabulary } from "./search-vocabulary.js";
import { WordReader } from "./search-words.js";

/** @typedef {import("./search-fields.js").Entry} Entry */
/** @typedef {import("./search-fields.js").Index} Index */
/** @typedef {import("./search-words.js").Word} Word */
/** @typedef {import("./search-vocabulary.js").Reading} Reading */

const MiniSearch = /** @type {typeof import("minisearch").default} */ (
  /** @type {unknown} */ (MiniSearchModule)
);

/** How much a word counts where it stands. */
const WEIGHTS = {
  name: 6,
  title: 3,
  venue: 3,
  labels: 2,
  authors: 2,
  text: 0.8,
  prose: 0.3,
  synonyms: 0.6,
};

/** Words that say nothing about what is sought, left out where others remain. */
const EMPTY_WORDS = new Set(
  "a an and at by for from in is of on or the to with paper page 的 了 和 与 及 在 是 有 年 篇 论文 文章 方法".split(" "),
);

/** An address of arXiv, pasted: what stands before the identifier. */
const ARXIV_ADDRESS = /https?:\/\/(?:\w+\.)?arxiv\.org\/(?:abs|pdf|html)\//gi;

/** How much more an entry counts whose name the query is, means, or begins. */
const NAME = 8;
const SYNONYM_OF_NAME = 4;
const START_OF_NAME = 2;

/** Pages and sections are sought less often than what stands on them, years least of all. */
const PAGE = 0.8;
const YEAR_SECTION = 0.3;

export class SearchEngine {
  /** @param {Index} index */
  constructor(index) {
    this.index = index;
    this.reader = new WordReader(index.simplified);
    this.phrases = new Phrases(index.terms, (text) => this.words(text));
    /** @type {Set<string>} */
    const known = new Set();
    this.matcher = new MiniSearch({
      fields: Object.keys(WEIGHTS),
      tokenize: (text) => text.split(" "),
      processTerm: (word) => {
        if (word) known.add(word);
        return word || null;
      },
    });
    const fields = new Fields(index, (text) => this.words(text), this.phrases);
    this.matcher.addAll(index.entries.map((entry, id) => ({ id, ...fields.of(entry) })));
    this.vocabulary = new Vocabulary(known);
    /** The title and the short name of each entry, as one word. */
    this.names = index.entries.map((entry) => [this.asOne(entry.title), this.asOne(shortName(entry))]);
  }

  /** @param {string} text */
  words(text) {
    return this.reader.words(text);
  }

  /**
   * Returns the entries that hold every word of `query`, the best first.
   * @param {string} query
   * @returns {Entry[]}
   */
  find(query) {
    const wanted = this.wanted(query);
    if (!wanted.length) return [];
    const found = this.matcher.search(
      { combineWith: "AND", queries: wanted.map((word) => this.wordQuery(word)) },
      {
        tokenize: (text) => [text],
        processTerm: (word) => word,
        boost: WEIGHTS,
        weights: { fuzzy: 0.6, prefix: 0.5 },
      },
    );
    const named = this.naming(query);
    return found
      .map(({ id, score }) => {
        const entry = /** @type {Entry} */ (this.index.entries[id]);
        return { entry, score: score * named(this.names[id] ?? []) * weight(entry) };
      })
      .sort((a, b) => b.score - a.score || compare(b.entry.date, a.entry.date))
      .map(({ entry }) => entry);
  }

  /**
   * Returns the words of a query that say something.
   * @param {string} query
   * @returns {Word[]}
   */
  wanted(query) {
    const typed = this.words(query.replace(ARXIV_ADDRESS, " ")).flatMap((word) =>
      word.chinese ? chineseWords(word) : [word],
    );
    const telling = typed.filter((word) => !EMPTY_WORDS.has(word.whole));
    return telling.length ? telling : typed;
  }

  /** @param {Word} word */
  wordQuery(word) {
    if (word.chinese) {
      const pieces = this.vocabulary.segment(word.whole) ?? [[]];
      return all(pieces.map((readings) => any(readings.map(readingQuery))));
    }
    const readings = this.vocabulary.readings(word.whole).map(readingQuery);
    if (word.parts.length > 1) {
      const parts = word.parts.map((part) => any(this.vocabulary.readings(part).map(readingQuery)));
      readings.push(all(parts));
    }
    return any(readings);
  }

  /**
   * Returns a function that tells how much more an entry with these names counts, because the
   * query is one of them, means the same as one, or is how one begins.
   * @param {string} query
   * @returns {(names: string[]) => number}
   */
  naming(query) {
    const asked = this.asOne(query);
    const synonyms = new Set(this.phrases.sameAs(query).map((phrase) => this.asOne(phrase)));
    return (names) => {
      if (names.includes(asked)) return NAME;
      if (names.some((name) => synonyms.has(name))) return SYNONYM_OF_NAME;
      return asked.length > 1 && names.some((name) => name.startsWith(asked)) ? START_OF_NAME : 1;
    };
  }

  /** @param {string} text */
  asOne(text) {
    return this.words(text).map((word) => word.whole).join("");
  }
}

/**
 * Returns how much an entry counts for its kind.
 * @param {Entry} entry
 */
function weight(entry) {
  if (entry.kind === "paper" || entry.kind === "dataset") return 1;
  return /^\d{4}\D{0,3}$/.test(entry.title) ? YEAR_SECTION : PAGE;
}

/**
 * Returns the empty words and the others of a run of Chinese.
 * @param {Word} word
 * @returns {Word[]}
 */
function chineseWords(word) {
  return word.whole
    .split(/(论文|文章|方法|的|年)/)
    .filter(Boolean)
    .map((whole) => ({ whole, parts: [whole], chinese: true }));
}

/** @param {Reading} reading */
function readingQuery({ words: together, prefix, slips, weight }) {
  // One letter begins half of all words; only names are worth the time.
  const fields = prefix && together.every((word) => /^\w$/.test(word)) ? { fields: ["name"] } : {};
  return all(together, { prefix, fuzzy: slips, boostTerm: () => weight, ...fields });
}

/**
 * @param {import("minisearch").Query[]} queries
 * @param {object} [options]
 * @returns {import("minisearch").QueryCombination}
 */
function all(queries, options = {}) {
  return { combineWith: "AND", queries, ...options };
}

/**
 * @param {import("minisearch").Query[]} queries
 * @returns {import("minisearch").QueryCombination}
 */
function any(queries) {
  return { combineWith: "OR", queries };
}

/**
 * @param {string} [a]
 * @param {string} [b]
 */
function compare(a = "", b = "") {
  return a < b ? -1 : Number(a > b);
}
