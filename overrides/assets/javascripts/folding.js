// @ts-check
/** Text as a filter compares it: case, width, accents and dashes make no difference. */

// Letters that Unicode does not decompose into a base letter and a mark.
const LETTERS = /** @type {Record<string, string>} */ ({
  æ: "ae", đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l", ø: "o", œ: "oe", ß: "ss", ς: "σ", þ: "th",
});
const UNDECOMPOSED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
const MARKS = /\p{M}/gu;
const DASHES = /[\p{Pd}_/\s]/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Folds a text by Unicode's compatibility decomposition (UAX #15, NFKD) without its marks.
 * Folding character by character gives the same as folding the whole.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  const decomposed = PLAIN.test(text) ? text : text.normalize("NFKD").replace(MARKS, "");
  const lower = decomposed.toLowerCase().replace(DASHES, " ");
  return PLAIN.test(lower) ? lower : lower.replace(UNDECOMPOSED, (letter) => LETTERS[letter] ?? letter);
}

/**
 * Returns the words of a query, folded, each once.
 * @param {string} query
 * @returns {string[]}
 */
export function words(query) {
  return [...new Set(fold(query).split(" ").filter(Boolean))];
}

/**
 * Finds where folded words stand in a text.
 * @param {string} text
 * @param {readonly string[]} folded words as `words` returns them
 * @returns {[number, number][]} starts and ends in UTF-16 units, in order, not overlapping
 */
export function occurrences(text, folded) {
  let whole = "";
  /** @type {[number, number][]} the part of the text behind each unit of the folded text */
  const origins = [];
  let start = 0;
  for (const character of text) {
    const piece = fold(character);
    const end = start + character.length;
    // A mark folds to nothing and belongs to the letter before it.
    if (!piece && origins.length) origins[origins.length - 1] = [origins.at(-1)?.[0] ?? 0, end];
    for (let unit = 0; unit < piece.length; unit += 1) origins.push([start, end]);
    whole += piece;
    start = end;
  }
  /** @type {[number, number][]} */
  const found = [];
  for (const word of folded) {
    for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
      found.push([origins[at]?.[0] ?? 0, origins[at + word.length - 1]?.[1] ?? text.length]);
    }
  }
  return merged(found);
}

/**
 * @param {[number, number][]} ranges
 * @returns {[number, number][]}
 */
function merged(ranges) {
  /** @type {[number, number][]} */
  const kept = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = kept.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else kept.push([start, end]);
  }
  return kept;
}
