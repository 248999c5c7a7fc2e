// @ts-check
/** What can be found, and the words of each entry by the field they stand in. */

/** @typedef {import("./search-words.js").Word} Word */
/** @typedef {import("./search-phrases.js").Phrases} Phrases */

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
 * @property {string} [arxiv]
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
 * @property {Record<string, string>[]} terms
 * @property {Record<string, string>} simplified
 * @property {Entry[]} entries
 */

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
  }

  /**
   * Returns the words of an entry by field.
   * @param {Entry} entry
   * @returns {Record<string, string>}
   */
  of(entry) {
    const title = entry.words ?? entry.title;
    const { text = "", prose = "" } = entry;
    const labels = [...this.labelsOf(entry), entry.page ?? ""];
    return {
      name: this.tokens([entry.words ?? shortName(entry)]),
      title: this.tokens([title]),
      labels: this.tokens(labels),
      venue: this.tokens(venue(entry)),
      authors: this.tokens(entry.authors ?? []),
      text: this.tokens([text, repository(entry.code), entry.arxiv ?? "", ...month(entry)]),
      // A page has room for every word of the field, which does not make it about them.
      prose: `${this.tokens([prose])} ${this.synonyms([prose])}`.trim(),
      synonyms: this.synonyms([title, ...labels, text]),
    };
  }

  /**
   * Returns the names of an entry's labels and categories in every language.
   * @param {Entry} entry
   */
  labelsOf({ labels = [], categories = [] }) {
    const { index } = this;
    return [
      ...labels.map((id) => index.labels[id]?.words ?? id),
      ...categories.map((id) => index.categories[id]?.words.replaceAll("-", " ") ?? id),
    ];
  }

  /**
   * Returns the words that mean the same as phrases of the texts.
   * @param {string[]} texts
   */
  synonyms(texts) {
    return distinct(this.phrases.synonyms(texts));
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
 * Returns the name a paper goes by: what stands before the colon of its title.
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
 * Returns the month of a paper's first appearance: "2024-09", "2024年9月".
 * @param {Entry} entry
 */
function month({ date }) {
  return date ? [date, `${date.replace(/-0?/, "年")}月`] : [];
}

/**
 * Returns the owner and name of a code repository.
 * @param {string} [address]
 */
function repository(address) {
  return address ? new URL(address).pathname.split("/").slice(1, 3).join(" ") : "";
}

/** @param {string[]} tokens */
function distinct(tokens) {
  return [...new Set(tokens)].join(" ");
}
