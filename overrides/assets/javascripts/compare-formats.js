// @ts-check
/** A comparison of papers as text: a table whose first row and first column are headings. */

import { csvRows, latexPackages, latexRows, latexText, markdownText } from "./export-formats.js";

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
  const width = (0.8 / Math.max(head.length - 1, 1)).toFixed(2);
  return [
    ...latexPackages(["booktabs"], [head, ...rows]),
    `\\begin{tabular}{l${`p{${width}\\linewidth}`.repeat(head.length - 1)}}`,
    ...latexRows(head.map(latexText), rows.map((row) => row.map(latexText))),
    "\\end{tabular}",
  ].join("\n");
}

export { csvRows as csv };
