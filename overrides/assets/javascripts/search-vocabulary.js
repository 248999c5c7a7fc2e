// @ts-check
/**
 * All searchable words, and the possible readings of a typed word: itself, the beginning or a
 * part of a word, a word with a typo, or two words written as one.
 */

/**
 * A way to read a typed word: all words of one inner list together; `begun` is the
 * weight of a word that only begins with it, if it differs from the usual one.
 * @typedef {{words: string[], prefix: boolean, slips: number, weight: number, begun?: number}} Reading
 */

/** Shorter words are taken literally: a typo could turn them into any other. */
const SHORTEST_WITH_SLIP = 5;
const SHORTEST_WITH_TWO_SLIPS = 9;
const SHORTEST_INNER_PART = 4;

/** The weight of a word that begins with a known one: "single" for "sing". */
const BEGUN_BY_WORD = 0.25;

/** A word like wav2lip is a name; if it is known, its parts mean nothing. */
export const NAME_WITH_DIGIT = /\p{L}{2}\d+\p{L}{2}/u;

/** Words that only look like a form of another one: "animal" is not "animate". */
const OWN_STEMS = new Set(["animal", "general", "universal", "university", "number", "paper", "language", "message"]);

/** English suffixes: animate, animation, animated. */
const ENDINGS = /(?:i[sz]ations?|i[sz]ing|i[sz]ed|i[sz]e|ations?|ating|ated|ate|ions?|ings?|ments?|ers?|ors?|e[dn]|al|ly|es?|y)$/;
const SHORTEST_STEM = 4;

/** The British spelling of "color", and of its forms. */
const BRITISH = /([a-z]{3})our(?=(?:ed|ing)?$)/;

export class Vocabulary {
  /** @param {Iterable<string>} known every word, folded */
  constructor(known) {
    this.known = new Set(known);
    this.sorted = [...this.known].sort();
    this.chinese = this.sorted.filter((word) => /\p{Script=Han}/u.test(word));
    /** Every part of every Chinese word. */
    this.chineseParts = new Set(this.chinese.flatMap(innerParts));
    /** The words of one stem. @type {Map<string, string[]>} */
    this.byStem = new Map();
    for (const word of this.known) {
      const root = stem(word);
      if (root) this.byStem.set(root, [...(this.byStem.get(root) ?? []), word]);
    }
  }

  /**
   * Tells whether a word begins like this.
   * @param {string} start
   */
  hasPrefix(start) {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (/** @type {string} */ (this.sorted[middle]) < start) low = middle + 1;
      else high = middle;
    }
    return this.sorted[low]?.startsWith(start) ?? false;
  }

  /**
   * Returns the readings of a typed word that is not Chinese; none where nothing is like it.
   * @param {string} word folded
   * @param {boolean} [atEnd] whether more letters of it may follow
   * @returns {Reading[]}
   */
  readings(word, atEnd = true) {
    const whole = this.known.has(word);
    const prefix = (atEnd || !whole) && (!/^\d+$/.test(word) || word.length < 4);
    const forms = this.related(word).filter((other) => !prefix || whole || !other.startsWith(word));
    const related = forms.map((other) => exact([other], 0.5));
    const year = `20${word}`;
    if (/^\d\d$/.test(word) && this.known.has(year)) related.push(exact([year], 0.9));
    if (this.hasPrefix(word)) {
      const begun = whole ? { begun: BEGUN_BY_WORD } : {};
      return [{ words: [word], prefix, slips: 0, weight: 1, ...begun }, ...related];
    }
    if (related.length) return related;
    const inner = word.length < SHORTEST_INNER_PART ? [] : this.containing(word, this.sorted);
    if (inner.length) return inner.map((whole) => exact([whole], 0.6));
    const halves = this.halves(word);
    if (halves) return [exact(halves, 0.8)];
    if (word.length < SHORTEST_WITH_SLIP) return [];
    if (/\d/.test(word)) return this.nearly(word).map((meant) => exact([meant], 0.7));
    const swapped = this.swapped(word);
    if (swapped.length) return swapped.map((meant) => exact([meant], 0.7));
    const slips = word.length < SHORTEST_WITH_TWO_SLIPS ? 1 : 2;
    return [{ words: [word], prefix: false, slips, weight: 1 }];
  }

  /**
   * Returns the readings of a piece of Chinese: every word it is part of.
   * @param {string} piece folded
   * @returns {Reading[]}
   */
  chineseReadings(piece) {
    if (!this.chineseParts.has(piece)) return [];
    return this.containing(piece, this.chinese).map((word) => exact([word], word === piece ? 1 : 0.5));
  }

  /**
   * Returns the other forms of a word: "animate" for "animation".
   * @param {string} word
   */
  related(word) {
    const others = this.byStem.get(stem(word)) ?? [];
    return others.filter((other) => other !== word);
  }

  /**
   * @param {string} part
   * @param {string[]} among
   */
  containing(part, among) {
    return among.filter((word) => word.includes(part));
  }

  /**
   * Returns the two known words that `word` is made of.
   * @param {string} word
   */
  halves(word) {
    for (let cut = word.length - 2; cut > 1; cut -= 1) {
      const [left, right] = [word.slice(0, cut), word.slice(cut)];
      if (this.known.has(left) && this.known.has(right)) return [left, right];
    }
    return null;
  }

  /**
   * Returns the known names from which a name with a digit between letters differs by a typo.
   * @param {string} word
   */
  nearly(word) {
    return NAME_WITH_DIGIT.test(word) ? this.sorted.filter((known) => NAME_WITH_DIGIT.test(known) && distance(known, word, 1) === 1) : [];
  }

  /**
   * Returns the known words that two neighbouring letters swapped make of `word`.
   * @param {string} word
   */
  swapped(word) {
    return [...word].slice(1).flatMap((letter, index) => {
      const other = word.slice(0, index) + letter + word[index] + word.slice(index + 2);
      return this.known.has(other) ? [other] : [];
    });
  }
}

/**
 * @param {string[]} words
 * @param {number} weight
 * @returns {Reading}
 */
function exact(words, weight) {
  return { words, prefix: false, slips: 0, weight };
}

/** @param {string} word */
function innerParts(word) {
  const parts = [];
  for (let start = 0; start < word.length; start += 1) {
    for (let end = start + 1; end <= word.length; end += 1) parts.push(word.slice(start, end));
  }
  return parts;
}

/**
 * Returns what an English word shares with its other forms; nothing where it is too short to tell.
 * @param {string} word folded
 */
export function stem(word) {
  if (!/^[a-z]+$/.test(word) || OWN_STEMS.has(word)) return "";
  const once = shortened(word.replace(BRITISH, "$1or"));
  const root = once.length > SHORTEST_STEM + 2 ? shortened(once) : once;
  return root.length < SHORTEST_STEM ? "" : root.replace(/(.)\1$/, "$1");
}

/** @param {string} word */
function shortened(word) {
  const rest = word.replace(ENDINGS, "");
  return rest.length < SHORTEST_STEM ? word : rest;
}

/**
 * Returns the optimal string alignment distance of two words, or a number above `most`;
 * digits are never typos: VASA-1 is not VASA-2.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function distance(one, other, most) {
  if (digits(one) !== digits(other)) return most + 1;
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + Number(!same));
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, last] = [last, next];
  }
  return last[other.length] ?? most + 1;
}

/** @param {string} word */
function digits(word) {
  return word.replace(/\D/g, "");
}
