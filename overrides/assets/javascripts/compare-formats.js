// @ts-check
/** A comparison of papers as text: a table whose first row and first column are headings. */

import { latexText, markdownText } from "./export-formats.js";

/**
 * A table of GitHub Flavored Markdown (https://github.github.com/gfm/#tables-extension-).
 * @param {readonly string[][]} rows
 */
export function markdown([head = [], ...rows]) {
  return [head.map(markdownText), head.map(() => "---"), ...rows.map((row) => row.map(markdownText))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/**
 * A table for the LaTeX package booktabs.
 * @param {readonly string[][]} rows
 */
export function latex([head = [], ...rows]) {
  const line = (/** @type {string[]} */ cells) => `  ${cells.map(latexText).join(" & ")} \\\\`;
  const width = (0.8 / Math.max(head.length - 1, 1)).toFixed(2);
  const isChinese = [head, ...rows].flat().some((cell) => /\p{Script=Han}/u.test(cell));
  return [
    "% \\usepackage{booktabs}",
    ...(isChinese ? ["% \\usepackage{ctex} % Chinese, with XeLaTeX or LuaLaTeX"] : []),
    `\\begin{tabular}{l${`p{${width}\\linewidth}`.repeat(head.length - 1)}}`,
    "  \\toprule",
    line(head),
    "  \\midrule",
    ...rows.map(line),
    "  \\bottomrule",
    "\\end{tabular}",
  ].join("\n");
}

/**
 * Comma-separated values (RFC 4180). A cell that a spreadsheet would compute begins with a quote.
 * @param {readonly string[][]} rows
 */
export function csv(rows) {
  return rows.map((row) => row.map(field).join(",")).join("\r\n");
}

/** @param {string} value */
function field(value) {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
