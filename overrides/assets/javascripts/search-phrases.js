// @ts-check
/**
 * Synonyms (data/terms.yml): a text with one phrase can be found by the others. A group of
 * phrases is a concept; an entry with one of them is indexed under the concept's word, "#12".
 */

import { distance, stem } from "./search-vocabulary.js";

/** @typedef {import("./search-words.js").Word} Word */

/** The weight of a concept that is only hinted at, named in another form, or with a typo. */
const PART_OF_PHRASE = 0.4;
const OTHER_FORM = 0.7;
const SLIP_IN_PHRASE = 0.6;

/** Typos are corrected in phrases of at least this length, one, then two. */
const SHORTEST_WITH_SLIP = 5;
const SHORTEST_WITH_TWO_SLIPS = 9;

/** So many letters of a phrase hint at it while it is typed; of Chinese, so many characters. */
const SHORTEST_START = 5;
const SHORTEST_PART = 2;

/** The beginning of phrases of more groups than this hints at none. */
const MOST_BEGUN = 3;

const HAN = /\p{Script=Han}/u;

export class Phrases {
  /**
   * @param {Record<string, string>[]} groups phrases of the same meaning, and their words where they
   *   are others
   * @param {(text: string) => Word[]} words
   */
  constructor(groups, words) {
    this.groups = groups.map((phrases) => Object.keys(phrases));
    this.words = words;
    /** The groups of a phrase, by its parts. @type {Map<string, number[]>} */
    this.byParts = new Map();
    /** The groups of a phrase written as one: "lipsync", "唇形同步". @type {Map<string, number[]>} */
    this.byWhole = new Map();
    /** The groups that a word or a piece of Chinese is part of. @type {Map<string, number[]>} */
    this.byPart = new Map();
    /** The groups of a phrase of one word, by its stem. @type {Map<string, number[]>} */
    this.byStem = new Map();
    /** How long the longest phrase with this first word is. @type {Map<string, number>} */
    this.lengths = new Map();
    groups.forEach((phrases, group) => {
      for (const [phrase, spaced] of Object.entries(phrases)) this.#remember(phrase, spaced || phrase, group);
    });
  }

  /**
   * @param {string} phrase
   * @param {string} spaced
   * @param {number} group
   */
  #remember(phrase, spaced, group) {
    const parts = this.parts(spaced);
    const [first = ""] = parts;
    this.lengths.set(first, Math.max(this.lengths.get(first) ?? 0, parts.length));
    add(this.byParts, parts.join(" "), group);
    const whole = this.parts(phrase);
    add(this.byWhole, whole.join(""), group);
    const root = whole.length === 1 ? stem(whole[0] ?? "") : "";
    if (root) add(this.byStem, root, group);
    for (const part of whole.flatMap((one) => (HAN.test(one) ? piecesOf(one) : [one]))) {
      add(this.byPart, part, group);
    }
  }

  /**
   * Returns the words of the concepts that texts hold, `within` those whose phrase is part of a
   * longer one: "3D" in "3D volume", "University of Hong Kong" in the name of another.
   * @param {string[]} texts
   * @returns {{whole: string[], within: string[]}}
   */
  conceptsIn(texts) {
    /** @type {Set<number>} */
    const whole = new Set();
    /** @type {Set<number>} */
    const within = new Set();
    for (const text of texts) {
      const words = this.words(text);
      const parts = words.flatMap((word) => word.parts);
      // A phrase inside a name written as one word (code in CodeTalker) is only a mention.
      const edges = words.flatMap(({ parts: own, camel }) => own.map((_, at) => !camel || at === 0));
      let end = 0;
      parts.forEach((first, start) => {
        const longest = Math.min(this.lengths.get(first) ?? 0, parts.length - start);
        for (let length = longest; length > 0; length -= 1) {
          const groups = this.byParts.get(parts.slice(start, start + length).join(" ")) ?? [];
          const alone = edges[start] && edges[start + length] !== false && start + length > end;
          for (const group of groups) (alone ? whole : within).add(group);
          if (groups.length) end = Math.max(end, start + length);
        }
      });
    }
    return {
      whole: [...whole].sort((a, b) => a - b).map(concept),
      within: [...within].filter((group) => !whole.has(group)).sort((a, b) => a - b).map(concept),
    };
  }

  /**
   * Returns the concepts that `whole`, written as one word, names or hints at: as a phrase, as
   * a piece of Chinese phrases, as a word that only one group knows, or, at the end of what is
   * typed, as the beginning of a phrase.
   * @param {string} whole
   * @param {boolean} atEnd
   * @returns {{word: string, weight: number}[]}
   */
  meant(whole, atEnd) {
    const exact = this.byWhole.get(whole);
    if (exact) return exact.map((group) => ({ word: concept(group), weight: 1 }));
    const forms = this.byStem.get(stem(whole)) ?? [];
    if (forms.length) return forms.map((group) => ({ word: concept(group), weight: OTHER_FORM }));
    const part = this.byPart.get(whole) ?? [];
    const hinted = HAN.test(whole) || part.length === 1 ? part : [];
    const begun = atEnd && whole.length >= SHORTEST_START && !hinted.length ? this.#beginning(whole) : [];
    return [...hinted, ...begun].map((group) => ({ word: concept(group), weight: PART_OF_PHRASE }));
  }

  /**
   * Returns the concepts of the phrases that differ from the unknown word `whole` by a typo.
   * @param {string} whole
   * @returns {{word: string, weight: number}[]}
   */
  nearly(whole) {
    const groups = new Set(this.#near(whole).flatMap((phrase) => this.byWhole.get(phrase) ?? []));
    return [...groups].map((group) => ({ word: concept(group), weight: SLIP_IN_PHRASE }));
  }

  /**
   * Returns the only phrase, written as one word, that differs from `whole` by a typo.
   * @param {string} whole
   */
  nearest(whole) {
    const [nearest, ...others] = this.#near(whole);
    return others.length ? undefined : nearest;
  }

  /** @param {string} whole */
  #near(whole) {
    if (whole.length < SHORTEST_WITH_SLIP || !/^[a-z]+$/.test(whole)) return [];
    const slips = whole.length < SHORTEST_WITH_TWO_SLIPS ? 1 : 2;
    return [...this.byWhole.keys()].filter((phrase) => distance(phrase, whole, slips) <= slips);
  }

  /** @param {string} start */
  #beginning(start) {
    const found = [...this.byWhole].filter(([whole]) => whole.startsWith(start));
    const groups = [...new Set(found.flatMap(([, ofPhrase]) => ofPhrase))];
    return groups.length > MOST_BEGUN ? [] : groups;
  }

  /**
   * Returns the phrases of the groups that `whole`, written as one word, is a phrase of.
   * @param {string} whole
   */
  sameAs(whole) {
    return (this.byWhole.get(whole) ?? []).flatMap((group) => this.groups[group] ?? []);
  }

  /** @param {string} text */
  parts(text) {
    return this.words(text).flatMap((word) => word.parts);
  }
}

/** @param {number} group */
function concept(group) {
  return `#${group}`;
}

/**
 * @param {Map<string, number[]>} map
 * @param {string} key
 * @param {number} group
 */
function add(map, key, group) {
  const known = map.get(key);
  if (!known) map.set(key, [group]);
  else if (!known.includes(group)) known.push(group);
}

/**
 * Returns every part of a Chinese phrase that has a meaning of its own.
 * @param {string} phrase
 */
function piecesOf(phrase) {
  const pieces = [];
  for (let start = 0; start < phrase.length; start += 1) {
    for (let end = start + SHORTEST_PART; end <= phrase.length; end += 1) pieces.push(phrase.slice(start, end));
  }
  return pieces;
}
