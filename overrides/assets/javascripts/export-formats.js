// @ts-check
/** Papers as a file of references, a LaTeX citation, or a table of them. */

/** @typedef {import("./citations.js").CitedPaper} CitedPaper */
/** @typedef {"bibtex" | "ris" | "csl" | "cite" | "markdown" | "latex" | "csv"} Format */
/** @typedef {Record<"title" | "date" | "publication" | "labels" | "project" | "code", string>} Columns */

const SEPARATORS = /** @type {Record<string, string>} */ ({ en: ", ", zh: "、" });

// https://ctan.org/pkg/encguide: the ten characters reserved by LaTeX.
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
  if (format === "ris") return papers.map(({ ris }) => ris.trim()).join("\n\n");
  if (format === "csl") return JSON.stringify(papers.map(({ csl }) => csl), null, 2);
  if (format === "cite") return `\\cite{${papers.map(({ key }) => key).join(",")}}`;
  const separator = SEPARATORS[language] ?? ", ";
  return { markdown, latex, csv }[format](papers, columns, (paper) =>
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
 * A table for the LaTeX packages booktabs and hyperref.
 * @param {readonly CitedPaper[]} papers
 * @param {Columns} columns
 * @param {(paper: CitedPaper) => string} labels
 */
function latex(papers, columns, labels) {
  const { title, date, publication, project, code } = columns;
  const rows = papers.map((paper) => [
    `${latexText(paper.title)}~\\cite{${paper.key}}`,
    ...[paper.date, paper.publication, labels(paper)].map(latexText),
    latexLink(project, paper.links.project), latexLink(code, paper.links.code),
  ]);
  const head = [title, date, publication, columns.labels, project, code].map(latexText);
  return [
    ...latexPackages(["booktabs", "hyperref"], [head, ...rows]),
    "\\begin{tabular}{p{0.4\\linewidth}lllll}",
    ...latexRows(head, rows),
    "\\end{tabular}",
  ].join("\n");
}

/**
 * The packages a table needs, as comments; Chinese needs another one.
 * @param {string[]} packages
 * @param {readonly string[][]} rows
 */
export function latexPackages(packages, rows) {
  const isChinese = rows.flat().some((cell) => /\p{Script=Han}/u.test(cell));
  return [
    ...packages.map((name) => `% \\usepackage{${name}}`),
    ...(isChinese ? ["% \\usepackage{ctex} % for XeLaTeX or LuaLaTeX"] : []),
  ];
}

/**
 * The lines of a table of booktabs.
 * @param {string[]} head
 * @param {readonly string[][]} rows
 */
export function latexRows(head, rows) {
  const line = (/** @type {string[]} */ cells) => `  ${cells.join(" & ")} \\\\`;
  return ["  \\toprule", line(head), "  \\midrule", ...rows.map(line), "  \\bottomrule"];
}

/**
 * @param {string} shown
 * @param {string | undefined} url
 */
function latexLink(shown, url) {
  return url ? `\\href{${url.replace(/[\\{}#%]/g, "\\$&")}}{${latexText(shown)}}` : "";
}

/** @param {string} value */
export function latexText(value) {
  return value.replace(/[\\{}$&#%_^~]/g, (character) => LATEX[character] ?? character);
}

/**
 * @param {readonly CitedPaper[]} papers
 * @param {Columns} columns
 * @param {(paper: CitedPaper) => string} labels
 */
function csv(papers, columns, labels) {
  const { title, date, publication, project, code } = columns;
  return csvRows([
    [title, date, publication, columns.labels, "URL", project, code],
    ...papers.map(({ links, ...paper }) => [
      paper.title, paper.date, paper.publication, labels({ links, ...paper }),
      links.publication ?? "", links.project ?? "", links.code ?? "",
    ]),
  ]);
}

/**
 * Comma-separated values (RFC 4180). A cell that a spreadsheet would compute begins with a quote.
 * @param {readonly string[][]} rows
 */
export function csvRows(rows) {
  return rows.map((row) => row.map(csvField).join(",")).join("\r\n");
}

/** @param {string} value */
function csvField(value) {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
