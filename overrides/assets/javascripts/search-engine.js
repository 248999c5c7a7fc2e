// @ts-check
/**
 * Finds entries with MiniSearch's inverted index and BM25 scores, and our own tokenizer. For the
 * choice of the engine and its cost, see docs/development/search.md.
 */
import MiniSearchModule from "./vendor/minisearch.js";
import { Fields, shortName } from "./search-fields.js";
import { Phrases } from "./search-phrases.js";
import { QueryReader } from "./search-query.js";
import { Vocabulary } from "./search-vocabulary.js";
import { WordReader } from "./search-words.js";

/** @typedef {import("./search-fields.js").Entry} Entry */
/** @typedef {import("./search-fields.js").Index} Index */
/** @typedef {import("./search-words.js").Word} Word */
/** @typedef {import("./search-query.js").Unit} Unit */

const MiniSearch = /** @type {typeof import("minisearch").default} */ (
  /** @type {unknown} */ (MiniSearchModule)
);

/** The weight of a word in each field. */
const WEIGHTS = {
  name: 6,
  title: 3,
  venue: 3,
  labels: 2,
  people: 2,
  concepts: 2.5,
  text: 0.6,
  mentions: 0.4,
  prose: 0.3,
};

/** The fields that identify an entry. */
const TELLING_FIELDS = ["name", "title", "labels", "concepts"];

/** How much more an entry counts whose name the query is, means, or begins. */
const NAME = 8;
const SYNONYM_OF_NAME = 6;
const START_OF_NAME = 2;

/** The weight of each kind of entry; a page with several of the words is more likely meant. */
const KINDS = { paper: 1, dataset: 1.2, page: 1.5, section: 0.8 };
const ANSWER = 6;
const YEAR_SECTION = 0.3;

/** If nothing contains every word, this share of the query is enough, and at least two words. */
const MOST = 0.6;
const FEWEST = 2;

/** The number of units of earlier queries whose results are cached. */
const REMEMBERED = 20;

/** @typedef {{entries: Entry[], partial: boolean}} Found */

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
    /** @type {Map<string, Map<number, number>>} */
    this.remembered = new Map();
    const vocabulary = new Vocabulary(known);
    this.queries = new QueryReader((text) => this.words(text), this.phrases, vocabulary, index.field);
    /** The ids of the papers, by their numbers. */
    this.paperIds = new Map(
      index.entries.flatMap(({ kind, location }, id) =>
        kind === "paper" ? [[id, location.slice(location.indexOf("#") + 1)]] : [],
      ),
    );
    /** What each entry is called, as one word; its other names after title and short name. */
    this.names = index.entries.map((entry) =>
      [entry.title, shortName(entry), ...(entry.aliases ?? [])].map((name) => this.asOne(name)),
    );
  }

  /** @param {string} text */
  words(text) {
    return this.reader.words(text);
  }

  /**
   * Returns the entries that hold every word of `query` that says something, the best first; where
   * nothing does, those that hold most of it. Words of the whole field only rank, and guides are
   * found by their headings, by their text only where nothing else holds the query.
   * @param {string} query
   * @returns {Found}
   */
  find(query) {
    const { required, optional, everything } = this.demands(query);
    if (!required.length && !everything) return { entries: [], partial: false };
    let found = this.holding(required);
    const partial = !found.size && required.length > FEWEST;
    if (partial) found = this.holdingMost(required);
    if (everything) {
      found = this.holdingAny(optional);
      for (const id of this.paperIds.keys()) if (!found.has(id)) found.set(id, 0);
    } else if (optional.length && found.size) {
      const held = this.holdingAny(optional);
      for (const [id, score] of found) found.set(id, score + (held.get(id) ?? 0) / 2);
    }
    return { entries: this.ranked(found, query, required, partial), partial: partial && found.size > 0 };
  }

  /**
   * Returns the ids of the papers that `find` returns, in no order.
   * @param {string} query
   * @returns {{papers: string[], partial: boolean}}
   */
  papers(query) {
    const { required, everything } = this.demands(query);
    if (everything) return { papers: [...this.paperIds.values()], partial: false };
    let found = this.holding(required);
    const partial = !found.size && required.length > FEWEST;
    if (partial) found = this.holdingMost(required);
    const papers = [...found.keys()].flatMap((id) => this.paperIds.get(id) ?? []);
    return { papers, partial: partial && found.size > 0 };
  }

  /**
   * Returns the parts of a query to mark in results.
   * @param {string} query
   * @returns {import("./search-marks.js").Sought}
   */
  sought(query) {
    const units = this.queries.units(query);
    const telling = units.filter(({ empty }) => !empty);
    const marked = telling.length ? telling : units;
    return {
      starts: new Set(marked.flatMap(({ words }) => words.flatMap(({ whole, parts }) => [whole, ...parts]))),
      phrases: marked.flatMap(({ whole }) => this.phrases.sameAs(whole).map((phrase) => this.phrases.parts(phrase))),
    };
  }

  /**
   * Returns what an entry must hold and what only ranks it; `everything` where the query names
   * the whole field and nothing in it.
   * @param {string} query
   */
  demands(query) {
    const units = this.queries.units(query);
    const telling = units.filter(({ empty, field }) => !empty && !field);
    const optional = units.filter(({ empty, field }) => !empty && field);
    if (telling.length) return { required: telling, optional, everything: false };
    const everything = optional.some(({ field }) => field === "phrase");
    if (everything) return { required: [], optional, everything };
    return { required: optional.length ? optional : units, optional: [], everything };
  }

  /**
   * Returns the scores of the entries that contain all units.
   * @param {Unit[]} units
   * @param {string[]} [fields] where the units may stand, everywhere without
   * @returns {Map<number, number>}
   */
  holding(units, fields) {
    const [fewest = new Map(), ...others] = units
      .map((unit) => this.scores(unit, fields))
      .sort((a, b) => a.size - b.size);
    /** @type {Map<number, number>} */
    const found = new Map();
    for (const [id, score] of fewest) {
      if (!others.every((scores) => scores.has(id))) continue;
      found.set(id, others.reduce((sum, scores) => sum + (scores.get(id) ?? 0), score));
    }
    return found;
  }

  /**
   * Returns the scores of the entries that contain most of the units.
   * @param {Unit[]} units
   * @param {string[]} [fields]
   * @returns {Map<number, number>}
   */
  holdingMost(units, fields) {
    /** @type {Map<number, {held: number, score: number}>} */
    const found = new Map();
    for (const unit of units) {
      for (const [id, score] of this.scores(unit, fields)) {
        const { held, score: sum } = found.get(id) ?? { held: 0, score: 0 };
        found.set(id, { held: held + 1, score: sum + score });
      }
    }
    const enough = Math.max(FEWEST, MOST * units.length);
    return new Map(
      [...found].flatMap(([id, { held, score }]) =>
        held >= enough ? [[id, score * (held / units.length) ** 4]] : [],
      ),
    );
  }

  /**
   * Returns the scores of the entries that contain any of the units.
   * @param {Unit[]} units
   * @returns {Map<number, number>}
   */
  holdingAny(units) {
    /** @type {Map<number, number>} */
    const found = new Map();
    for (const unit of units) {
      for (const [id, score] of this.scores(unit)) found.set(id, score + (found.get(id) ?? 0));
    }
    return found;
  }

  /**
   * Returns the scores of the entries that hold a unit. The last units are remembered: the next
   * letter typed changes only one of them.
   * @param {Unit} unit
   * @param {string[]} [fields]
   * @returns {Map<number, number>}
   */
  scores(unit, fields) {
    const key = JSON.stringify([unit.whole, unit.words.map(({ whole }) => whole), unit.meant, fields]);
    let scores = this.remembered.get(key);
    if (!scores) {
      scores = this.searched(unit, fields);
      this.remembered.set(key, scores);
      const [oldest = ""] = this.remembered.keys();
      if (this.remembered.size > REMEMBERED) this.remembered.delete(oldest);
    }
    return scores;
  }

  /**
   * @param {Unit} unit
   * @param {string[]} [fields]
   * @returns {Map<number, number>}
   */
  searched(unit, fields) {
    /** @type {Map<number, number>} */
    const scores = new Map();
    this.matcher.search(
      { ...this.queries.queryOf(unit, fields && ["concepts"]), ...(fields ? { fields } : {}) },
      {
        tokenize: (text) => [text],
        processTerm: (word) => word,
        boost: WEIGHTS,
        weights: { fuzzy: 0.6, prefix: 0.5 },
        // Read from here, the results of each word need not be sorted.
        filter: ({ id, score }) => {
          scores.set(id, score);
          return false;
        },
      },
    );
    return scores;
  }

  /**
   * @param {Map<number, number>} found
   * @param {string} query
   * @param {Unit[]} required
   * @param {boolean} partial
   * @returns {Entry[]}
   */
  ranked(found, query, required, partial) {
    const named = this.naming(query);
    const { entries } = this.index;
    const guides = [...found.keys()].filter((id) => isGuide(entries[id]));
    const headed = guides.length ? this.headed(required, partial) : found;
    const scored = [...found].map(([id, score]) => {
      const entry = /** @type {Entry} */ (entries[id]);
      const byText = isGuide(entry) && !headed.has(id);
      return { entry, byText, score: score * named(this.names[id] ?? []) * weight(entry, required.length) };
    });
    const wanted = scored.filter(({ byText }) => !byText);
    return (wanted.length ? wanted : scored)
      .sort((a, b) => b.score - a.score || compare(b.entry.date, a.entry.date))
      .map(({ entry }) => entry);
  }

  /**
   * Returns the entries whose headings match.
   * @param {Unit[]} required
   * @param {boolean} partial
   */
  headed(required, partial) {
    return partial ? this.holdingMost(required, TELLING_FIELDS) : this.holding(required, TELLING_FIELDS);
  }

  /**
   * Returns a function that tells how much more an entry with these names counts, because the
   * query is one of them, means the same as one, or is how one begins.
   * @param {string} query
   * @returns {(names: string[]) => number}
   */
  naming(query) {
    const asked = this.asOne(query);
    const synonyms = new Set(this.phrases.sameAs(asked).map((phrase) => this.asOne(phrase)));
    return (names) => {
      if (names.includes(asked)) return NAME;
      if (names.some((name) => synonyms.has(name))) return SYNONYM_OF_NAME;
      return asked.length > 1 && names.slice(0, 2).some((name) => name.startsWith(asked)) ? START_OF_NAME : 1;
    };
  }

  /** @param {string} text */
  asOne(text) {
    return this.words(text).flatMap((word) => word.parts).join("");
  }
}

/**
 * Tells whether an entry is a page of docs/ or a section of one.
 * @param {Entry} [entry]
 */
function isGuide(entry) {
  return entry?.prose !== undefined;
}

/**
 * Returns the weight of an entry's kind.
 * @param {Entry} entry
 * @param {number} units how many it holds
 */
function weight({ kind, title, prose }, units) {
  if (kind === "page" && prose === undefined && units > 1) return ANSWER;
  return /^\d{4}\D{0,3}$/.test(title) ? YEAR_SECTION : KINDS[kind];
}

/**
 * @param {string} [a]
 * @param {string} [b]
 */
function compare(a = "", b = "") {
  return a < b ? -1 : Number(a > b);
}
