// @ts-check
/** The positions of the words of a query in a text, to mark results and rows. */

import { HAN, JOINTS, PARTS, WORDS, fold, singular } from "./search-words.js";

/** @typedef {import("./search-words.js").Simplified} Simplified */

/**
 * What is marked: words that begin like one of `starts`, and phrases, each in its parts. Of Chinese
 * both are marked wherever they occur.
 * @typedef {{starts: Set<string>, phrases: string[][]}} Sought
 */

/** @typedef {{folded: string, start: number, end: number}} Part */

/**
 * Returns the start and end of each part to mark, in order and without overlaps.
 * @param {string} text
 * @param {Sought} sought
 * @param {Simplified} [simplified]
 * @returns {[number, number][]}
 */
export function ranges(text, { starts, phrases }, simplified = {}) {
  /** @type {[number, number][]} */
  const found = [];
  /** @type {Part[]} */
  const parts = [];
  for (const { 0: written, index } of text.matchAll(WORDS)) {
    if (HAN.test(written)) {
      const folded = fold(written, simplified);
      for (const word of [...starts, ...phrases.map(joined)]) {
        for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
          found.push([index + at, index + at + word.length]);
        }
      }
      parts.push({ folded, start: index, end: index + written.length });
      continue;
    }
    const ofWord = partsOf(written, index, simplified);
    for (const range of wordRanges(written, index, ofWord, starts, simplified)) found.push(range);
    parts.push(...ofWord);
  }
  for (const phrase of phrases) for (const range of phraseRanges(parts, phrase)) found.push(range);
  return merged(found);
}

/**
 * Returns the pieces of a text in order, each with whether it is marked.
 * @param {string} text
 * @param {Sought} sought
 * @param {Simplified} simplified
 */
export function pieces(text, sought, simplified) {
  const result = [];
  let position = 0;
  for (const [start, end] of ranges(text, sought, simplified)) {
    if (start > position) result.push({ text: text.slice(position, start), marked: false });
    result.push({ text: text.slice(start, end), marked: true });
    position = end;
  }
  if (position < text.length) result.push({ text: text.slice(position), marked: false });
  return result;
}

/**
 * @param {string} written
 * @param {number} index
 * @param {Simplified} simplified
 * @returns {Part[]}
 */
function partsOf(written, index, simplified) {
  return [...written.matchAll(PARTS)].map((part) => ({
    folded: singular(fold(part[0], simplified)),
    start: index + part.index,
    end: index + part.index + part[0].length,
  }));
}

/**
 * @param {string} written
 * @param {number} index
 * @param {Part[]} parts
 * @param {Set<string>} starts
 * @param {Simplified} simplified
 * @returns {[number, number][]}
 */
function wordRanges(written, index, parts, starts, simplified) {
  const whole = singular(fold(written.replace(JOINTS, ""), simplified));
  const length = longestStart(whole, starts);
  if (length === whole.length) return [[index, index + written.length]];
  /** @type {[number, number][]} */
  const found = [];
  for (const { folded, start, end } of parts) {
    const begun = longestStart(folded, starts);
    if (begun) found.push([start, begun === folded.length ? end : start + begun]);
  }
  if (!found.length && length && written.search(JOINTS) < 0) return [[index, index + length]];
  return found;
}

/**
 * @param {Part[]} parts
 * @param {string[]} phrase
 * @returns {[number, number][]}
 */
function phraseRanges(parts, phrase) {
  return parts.flatMap(({ start }, at) => {
    const last = parts[at + phrase.length - 1];
    const holds = last && phrase.every((word, offset) => parts[at + offset]?.folded === word);
    return holds ? [/** @type {[number, number]} */ ([start, last.end])] : [];
  });
}

/**
 * Returns the length of the longest word of `starts` that `word` starts with.
 * @param {string} word
 * @param {Set<string>} starts
 */
function longestStart(word, starts) {
  for (let length = word.length; length > 0; length -= 1) {
    if (starts.has(word.slice(0, length))) return length;
  }
  return 0;
}

/**
 * @param {[number, number][]} found
 * @returns {[number, number][]}
 */
function merged(found) {
  /** @type {[number, number][]} */
  const kept = [];
  for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
    const last = kept.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else kept.push([start, end]);
  }
  return kept;
}

/** @param {string[]} phrase */
function joined(phrase) {
  return phrase.join("");
}
