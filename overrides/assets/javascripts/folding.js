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
 * Folding each character separately gives the same result as folding the entire text.
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
