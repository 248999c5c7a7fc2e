// @ts-check
/**
 * Text as words to match: the same for what can be found and for what is typed.
 *
 * Words are folded (width, case, accents, traditional Chinese) and brought to the singular.
 * "One-Shot" is one, shot and oneshot; "LivePortrait" is live, portrait and liveportrait.
 * Chinese that can be found comes with spaces between its words (macros/search/segmentation.py).
 */
import { fold as foldLetters } from "./folding.js";

/**
 * A word as it was written: its parts in order (one, shot), and the parts as one (oneshot); `camel`
 * if only capitals separate the parts (LivePortrait).
 * @typedef {{whole: string, parts: string[], chinese: boolean, camel?: boolean}} Word
 */

/** Simplified characters by traditional ones. @typedef {Record<string, string>} Simplified */

/** Chinese, or other letters and digits with the marks that join words between them. */
export const WORDS =
  /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+(?:[-‐‑–'’.+_/&](?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+)*/gu;

/** The parts of a camel-cased word: "3D" and "2D", an acronym, a word, digits. */
export const PARTS = /\d[dD](?!\p{Ll})|\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{N}+/gu;

export const JOINTS = /[^\p{L}\p{N}\p{M}]/gu;

export const HAN = /\p{Script=Han}/u;

/**
 * Returns `text` in the form in which it is compared: half-width, lower case, without accents,
 * in simplified Chinese.
 * @param {string} text
 * @param {Simplified} simplified
 */
export function fold(text, simplified) {
  const folded = foldLetters(text);
  if (/^[ -~]*$/.test(folded)) return folded;
  return [...folded].map((letter) => simplified[letter] ?? letter).join("");
}

/**
 * Returns an English word, or a name that ends with one, without the ending of its plural.
 * @param {string} word folded
 */
export function singular(word) {
  if (!/^(?:[a-z\d]*\d)?[a-z]{3,}s$/.test(word) || /(?:ss|us|is|as)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return /(?:x|ch|sh|ss)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** Reads text as words; remembers the words it has seen, because most come again. */
export class WordReader {
  /** @param {Simplified} simplified */
  constructor(simplified) {
    this.simplified = simplified;
    /** @type {Map<string, Word>} */
    this.seen = new Map();
  }

  /**
   * Returns the words of `text` in order.
   * @param {string} text
   * @returns {Word[]}
   */
  words(text) {
    return (text.normalize("NFKC").match(WORDS) ?? []).map((written) => {
      let word = this.seen.get(written);
      if (!word) this.seen.set(written, (word = readWord(written, this.simplified)));
      return word;
    });
  }
}

/**
 * @param {string} written
 * @param {Simplified} simplified
 * @returns {Word}
 */
function readWord(written, simplified) {
  if (HAN.test(written)) {
    const whole = fold(written, simplified);
    return { whole, parts: [whole], chinese: true };
  }
  const parts = (written.match(PARTS) ?? [written]).map((part) => singular(fold(part, simplified)));
  const letters = written.replace(JOINTS, "");
  const word = { whole: singular(fold(letters, simplified)), parts, chinese: false };
  return parts.length > 1 && /^\p{L}+$/u.test(written) ? { ...word, camel: true } : word;
}
