// @ts-check
/** The searchable entries, and the words of each by field. */

/** @typedef {import("./search-words.js").Word} Word */
/** @typedef {import("./search-phrases.js").Phrases} Phrases */

import { NEGATIONS } from "./search-query.js";

/**
 * What can be found, as macros/search/entries.py writes it.
 * @typedef {object} Entry
 * @property {"paper" | "dataset" | "page" | "section"} kind
 * @property {string} title
 * @property {string} location
 * @property {string} [page]
 * @property {string} [words]
 * @property {string} [text]
 * @property {string} [prose]
 * @property {string[]} [categories]
 * @property {string} [venue]
 * @property {number} [year]
 * @property {string} [date]
 * @property {string[]} [labels]
 * @property {string[]} [authors]
 * @property {string[]} [aliases]
 * @property {string[]} [affiliations]
 * @property {string[]} [venues]
 * @property {string[]} [identifiers]
 * @property {string[]} [keywords]
 * @property {string[]} [lacks]
 * @property {string[]} [notes]
 * @property {[string, string][]} [addresses]
 * @property {string} [url]
 * @property {string} [code]
 * @property {boolean} [blog]
 */

/** @typedef {{title: string, words: string}} Name */

/**
 * The index of one locale, as macros/search/index.py writes it.
 * @typedef {object} Index
 * @property {Record<string, Name>} categories
 * @property {Record<string, Name>} labels
 * @property {Partial<Record<Entry["kind"] | "code" | "blog", string>>} kinds
 * @property {Record<string, string>[]} terms
 * @property {string} field
 * @property {Record<string, string>} simplified
 * @property {Entry[]} entries
 */

/** Capitalized words left out of acronyms. */
const SMALL_WORDS = new Set(["The", "A", "An", "And", "Of", "At", "In"]);
const SHORTEST_ACRONYM = 3;

/** So many words after a negation tell what a work does without. */
const LACKED_WORDS = 5;

export class Fields {
  /**
   * @param {Index} index
   * @param {(text: string) => Word[]} words
   * @param {Phrases} phrases
   */
  constructor(index, words, phrases) {
    this.index = index;
    this.words = words;
    this.phrases = phrases;
    /** The words of each page's title, by its address. */
    this.pageTitles = new Map(
      index.entries.flatMap(({ kind, location, title, words = title }) =>
        kind === "page" ? [[location, words]] : [],
      ),
    );
  }

  /**
   * Returns the words of an entry by field.
   * @param {Entry} entry
   * @returns {Record<string, string>}
   */
  of(entry) {
    const { title, words = title, text = "", prose = "", aliases = [], affiliations = [], addresses = [], authors = [] } = entry;
    const labels = this.labelsOf(entry);
    const venues = entry.venues ?? [];
    const { whole, within } = this.phrases.conceptsIn([
      words, ...aliases, ...labels, entry.venue ?? "", ...venues, ...affiliations,
    ]);
    const { whole: mentioned, within: inside } = this.phrases.conceptsIn([text, prose]);
    const { whole: noted } = this.phrases.conceptsIn(entry.notes ?? []);
    const keywords = entry.keywords ?? [];
    const lacks = [...(entry.lacks ?? []), ...[...keywords, title, text].flatMap((one) => this.lacked(one))];
    return {
      name: this.tokens([
        entry.words ?? shortName(entry), ...aliases, ...acronyms([entry.title]), ...joined(entry), ...addresses.map(([, name]) => name),
      ]),
      title: this.tokens([words]),
      labels: this.tokens(labels),
      venue: this.tokens(venue(entry)),
      people: this.tokens([
        ...authors, ...affiliations, ...authors.map(initials), ...acronyms(affiliations), ...addresses.map(([owner]) => owner),
      ]),
      text: this.tokens([text, ...venues, ...(entry.identifiers ?? []), ...forum(entry), ...month(entry)]),
      keywords: this.tokens(keywords),
      meanings: this.phrases.conceptsIn(keywords).whole.join(" "),
      lacks: [this.tokens(lacks), ...this.phrases.conceptsIn(lacks).whole].join(" "),
      prose: this.tokens([prose, ...(entry.notes ?? [])]),
      concepts: whole.join(" "),
      mentions: distinct([...within, ...mentioned, ...inside, ...noted]),
    };
  }

  /**
   * Returns what an entry belongs to, in every language: labels, categories, its kind, its page.
   * @param {Entry} entry
   */
  labelsOf({ kind, location, code, blog, labels = [], categories = [] }) {
    const { index } = this;
    const [page = ""] = location.split("#");
    return [
      ...labels.map((id) => index.labels[id]?.words ?? id),
      ...categories.map((id) => index.categories[id]?.words.replaceAll("-", " ") ?? id),
      index.kinds[kind] ?? "",
      code ? index.kinds.code ?? "" : "",
      blog ? index.kinds.blog ?? "" : "",
      kind === "section" ? this.pageTitles.get(page) ?? "" : "",
    ];
  }

  /**
   * Returns what follows each negation in a text: "driving video" in "no driving video needed".
   * @param {string} text
   */
  lacked(text) {
    const clauses = text.split(/[,.;:，。；：、]/u);
    return clauses.flatMap((clause) => {
      const words = clause.split(/\s+/u);
      const at = words.findIndex((word) => NEGATIONS.has(word.toLowerCase()));
      return at < 0 ? [] : [words.slice(at + 1, at + 1 + LACKED_WORDS).join(" ")];
    });
  }

  /** @param {string[]} texts */
  tokens(texts) {
    return distinct(
      texts.flatMap((text) =>
        this.words(text).flatMap(({ whole, parts }) => (parts.length > 1 ? [whole, ...parts] : [whole])),
      ),
    );
  }
}

/**
 * Returns the name of a paper: the part of the title before the colon.
 * @param {Entry} entry
 */
export function shortName(entry) {
  const [name, rest] = entry.title.split(/: |：/, 2);
  return rest && name ? name : entry.title;
}

/**
 * Returns a venue as readers write it: "CVPR 2023", "cvpr2023", "CVPR23".
 * @param {Entry} entry
 */
function venue({ venue: name = "", year }) {
  if (!name || !year) return [name, String(year ?? "")];
  return [name, String(year), `${name}${year}`, `${name}${String(year).slice(2)}`];
}

/**
 * Returns the initials of an author's given names, separate and together: "T C TC" for Ting-Chun Wang.
 * @param {string} author
 */
function initials(author) {
  const given = author.split(/[\s.-]+/).filter(Boolean).slice(0, -1).map((name) => name[0] ?? "");
  return given.length > 1 ? [...given, given.join("")].join(" ") : given.join("");
}

/**
 * Returns the acronyms of names: FOMM, HKUST. Of a title, only the words before "for", "via" and the
 * like count.
 * @param {string[]} names
 */
function acronyms(names) {
  return names.flatMap((name) => {
    const letters = told(name).split(/[\s-]+/).filter((word) => /^\p{Lu}/u.test(word) && !SMALL_WORDS.has(word)).map((word) => word[0]);
    return letters.length >= SHORTEST_ACRONYM ? [letters.join("")] : [];
  });
}

/**
 * Returns the beginning of a paper's title as one word: "FirstOrderMotionModel" for Image Animation.
 * @param {Entry} entry
 */
function joined({ kind, title }) {
  return kind === "paper" ? [told(title).replace(/[\s-]+/gu, "")] : [];
}

/**
 * Returns what a title says before the words that add to it.
 * @param {string} title
 */
function told(title) {
  return title.split(/:|,| (?:for|via|with|from|based|under|through) /i)[0] ?? title;
}

/**
 * Returns the identifier in a paper's address: "dLBQkFcDtn" of openreview.net/forum?id=dLBQkFcDtn.
 * @param {Entry} entry
 */
export function forum({ url = "" }) {
  return url.match(/(?<=[?&]id=)[\w-]+/)?.slice(0, 1) ?? [];
}

/**
 * Returns the month of a paper's first appearance: "2024-09", "2024年9月".
 * @param {Entry} entry
 */
function month({ date }) {
  return date ? [date, `${date.replace(/-0?/, "年")}月`] : [];
}

/** @param {string[]} tokens */
function distinct(tokens) {
  return [...new Set(tokens)].join(" ");
}
