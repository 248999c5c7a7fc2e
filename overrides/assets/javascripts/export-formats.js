// @ts-check
/** Papers as a BibTeX file, a LaTeX citation, or a table that compares them. */

/** @typedef {import("./citations.js").CitedPaper} CitedPaper */
/** @typedef {"bibtex" | "cite" | "markdown" | "latex"} Format */
/** @typedef {Record<"title" | "date" | "publication" | "labels" | "project" | "code", string>} Columns */

const SEPARATORS = /** @type {Record<string, string>} */ ({ en: ", ", zh: "、" });

// https://ctan.org/pkg/encguide: the ten characters LaTeX keeps for itself.
const LATEX = /** @type {Record<string, string>} */ ({
  "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
  "%": "\\%", _: "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
});

/**
 * @param {readonly CitedPaper[]} papers
 * @param {Format} format
 * @param {string} language of labels and headings
 * @param {Columns} columns the headings in that language
 * @returns {string}
 */
export function exported(papers, format, language, columns) {
  if (format === "bibtex") return papers.map(({ bibtex }) => bibtex.trim()).join("\n\n");
  if (format === "cite") return `\\cite{${papers.map(({ key }) => key).join(",")}}`;
  const separator = SEPARATORS[language] ?? ", ";
  return (format === "markdown" ? markdown : latex)(papers, columns, (paper) =>
    (paper.labels[language] ?? []).join(separator),
  );
}

/**
 * A table of GitHub Flavored Markdown (https://github.github.com/gfm/#tables-extension-).
 * @param {readonly CitedPaper[]} papers
 * @param {Columns} columns
 * @param {(paper: CitedPaper) => string} labels
 */
function markdown(papers, columns, labels) {
  const names = [columns.title, columns.date, columns.publication, columns.labels, columns.project, columns.code];
  const rows = papers.map((paper) => {
    const { title, date, publication, links } = paper;
    return [
      markdownText(title), date, markdownLink(publication, links.publication),
      markdownText(labels(paper)), markdownLink(columns.project, links.project, true),
      markdownLink(columns.code, links.code, true),
    ];
  });
  return [names, names.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * @param {string} shown
 * @param {string | undefined} url
 * @param {boolean} [linkOnly] nothing is shown where there is no link
 */
function markdownLink(shown, url, linkOnly = false) {
  if (!url) return linkOnly ? "" : markdownText(shown);
  return `[${markdownText(shown || url)}](<${url.replaceAll("|", "%7C")}>)`;
}

/** @param {string} value */
export function markdownText(value) {
  return value.replace(/[\\`*_[\]<>|#~!&]/g, "\\$&");
}

/**
 * A table for the LaTeX package booktabs.
 * @param {readonly CitedPaper[]} papers
 * @param {Columns} columns
 * @param {(paper: CitedPaper) => string} labels
 */
function latex(papers, columns, labels) {
  const names = [columns.title, columns.date, columns.publication, columns.labels];
  const rows = papers.map((paper) => [
    `${latexText(paper.title)}~\\cite{${paper.key}}`,
    ...[paper.date, paper.publication, labels(paper)].map(latexText),
  ]);
  const line = (/** @type {string[]} */ cells) => `  ${cells.join(" & ")} \\\\`;
  return [
    "% \\usepackage{booktabs}",
    "\\begin{tabular}{p{0.5\\linewidth}lll}",
    "  \\toprule",
    line(names.map(latexText)),
    "  \\midrule",
    ...rows.map(line),
    "  \\bottomrule",
    "\\end{tabular}",
  ].join("\n");
}

/** @param {string} value */
export function latexText(value) {
  return value.replace(/[\\{}$&#%_^~]/g, (character) => LATEX[character] ?? character);
}
