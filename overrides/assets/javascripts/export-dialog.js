// @ts-check
/** The dialog that cites or compares several papers. Loaded when it is first opened. */

import { citations } from "./citations.js";
import { copy } from "./clipboard.js";
import { exported } from "./export-formats.js";
import { open as openDialog } from "./opened.js";
import { text } from "./texts.js";
import { offer, withdraw } from "./zotero.js";

/** @typedef {import("./export-formats.js").Format} Format */

const dialog = /** @type {HTMLDialogElement} */ (document.querySelector(".mdx-export-dialog"));
const title = /** @type {HTMLElement} */ (dialog.querySelector("h2"));
const output = /** @type {HTMLTextAreaElement} */ (dialog.querySelector("textarea"));
const download = /** @type {HTMLAnchorElement} */ (dialog.querySelector(".mdx-export__download"));
const languages = /** @type {HTMLElement} */ (dialog.querySelector(".mdx-export__languages"));
// Extension and media type of each format's file; a `\cite` command has none.
const FILES = /** @type {Record<Format, [string, string]>} */ ({
  bibtex: ["bib", "application/x-bibtex"], ris: ["ris", "application/x-research-info-systems"],
  csl: ["json", "application/json"], cite: ["", "text/plain"], markdown: ["md", "text/markdown"],
  latex: ["tex", "application/x-tex"], csv: ["csv", "text/csv"],
});
/** @type {import("./citations.js").CitedPaper[]} */
let cited = [];

/**
 * Opens the dialog for papers. Rejected where a citation cannot be fetched.
 * @param {readonly {id: string, date: string}[]} papers
 */
export async function open(papers) {
  cited = await citations(papers);
  title.textContent = text("reading.cite_many", { count: cited.length });
  fill();
  offer(cited.map(({ csl }) => csl));
  openDialog(dialog);
}

/** @param {string} name */
function chosen(name) {
  const radio = /** @type {HTMLInputElement | null} */ (dialog.querySelector(`[name="${name}"]:checked`));
  return radio?.value ?? "";
}

/** @param {Format} format */
function written(format) {
  const language = chosen("language");
  const name = (/** @type {string} */ column) => text(`columns.${language}.${column}`);
  return exported(cited, format, language, {
    title: name("title"), date: name("date"), publication: name("publication"),
    labels: name("labels"), project: name("project"), code: name("code"),
  });
}

function fill() {
  const format = /** @type {Format} */ (chosen("format"));
  output.value = written(format);
  languages.hidden = ["bibtex", "ris", "csl", "cite"].includes(format);
  const [ending, type] = FILES[format];
  download.hidden = !ending;
  download.download = `papers.${ending}`;
  URL.revokeObjectURL(download.href);
  download.href = URL.createObjectURL(new Blob([`${output.value}\n`], { type }));
}

dialog.addEventListener("change", fill);
dialog.addEventListener("close", withdraw);
dialog.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLElement && target.dataset.copy) void copy(output.value, text("reading.copied"));
});
