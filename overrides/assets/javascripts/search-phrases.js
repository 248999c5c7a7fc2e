// @ts-check
/**
 * Phrases that mean the same (data/terms.yml): a text that holds one can be found by the others.
 */

/** @typedef {import("./search-words.js").Word} Word */

export class Phrases {
  /**
   * @param {Record<string, string>[]} groups phrases of the same meaning, and their words
   * @param {(text: string) => Word[]} words
   */
  constructor(groups, words) {
    this.groups = groups.map((phrases) => Object.entries(phrases));
    this.words = words;
    /** @type {Map<string, number[]>} */
    this.groupsOf = new Map();
    /** How long the longest phrase with this first word is. @type {Map<string, number>} */
    this.lengths = new Map();
    /** The words of each group's phrases; of compounds only the parts, for a whole would be one
     * more word to go through at "au…". */
    this.wordsOf = this.groups.map((phrases) => [
      ...new Set(phrases.flatMap(([, spaced]) => this.parts(spaced))),
    ]);
    this.groups.forEach((phrases, group) => {
      for (const [, spaced] of phrases) this.remember(spaced, group);
    });
  }

  /**
   * @param {string} spaced
   * @param {number} group
   */
  remember(spaced, group) {
    const parts = this.parts(spaced);
    const key = parts.join(" ");
    const first = parts[0] ?? "";
    this.lengths.set(first, Math.max(this.lengths.get(first) ?? 0, parts.length));
    const known = this.groupsOf.get(key);
    if (!known) this.groupsOf.set(key, [group]);
    else if (!known.includes(group)) known.push(group);
  }

  /**
   * Returns the words of every phrase that means the same as one that a text holds.
   * @param {string[]} texts
   */
  synonyms(texts) {
    /** @type {Set<number>} */
    const found = new Set();
    for (const text of texts) {
      const parts = this.parts(text);
      parts.forEach((first, start) => {
        const longest = Math.min(this.lengths.get(first) ?? 0, parts.length - start);
        for (let length = 1; length <= longest; length += 1) {
          const phrase = parts.slice(start, start + length).join(" ");
          for (const group of this.groupsOf.get(phrase) ?? []) found.add(group);
        }
      });
    }
    return [...found].sort((a, b) => a - b).flatMap((group) => this.wordsOf[group] ?? []);
  }

  /**
   * Returns the phrases that mean the same as `text`; none where it is no phrase.
   * @param {string} text
   */
  sameAs(text) {
    const asked = this.parts(text).join("");
    const group = this.groups.find((phrases) =>
      phrases.some(([phrase]) => this.parts(phrase).join("") === asked),
    );
    return (group ?? []).map(([phrase]) => phrase);
  }

  /** @param {string} text */
  parts(text) {
    return this.words(text).flatMap((word) => word.parts);
  }
}
