// @ts-check
/** The dialog that cites one paper, or that of a dataset. Loaded when it is first opened. */

import { citations, datasetCitation } from "./citations.js";
import { copy } from "./clipboard.js";
import { open as openDialog } from "./opened.js";
import { text } from "./texts.js";

const dialog = /** @type {HTMLDialogElement} */ (document.querySelector(".mdx-cite-dialog"));
const subject = /** @type {HTMLElement} */ (dialog.querySelector(".mdx-dialog__subject"));

/** @param {string} name */
function quoted(name) {
  return /** @type {HTMLElement} */ (dialog.querySelector(`[data-quote="${name}"]`));
}

/**
 * Opens the dialog for a paper, or for a dataset, which has no date. Rejected where the citation
 * cannot be fetched.
 * @param {{id: string, date?: string}} subject
 */
export async function open({ id, date }) {
  const cited = date ? (await citations([{ id, date }]))[0] : await datasetCitation(id);
  if (!cited) throw new Error(`no citation of ${id}`);
  const language = document.documentElement.lang;
  subject.textContent = cited.title;
  subject.lang = /\p{Script=Han}/u.test(cited.title) ? "zh" : "en";
  quoted("bibtex").textContent = cited.bibtex.trim();
  quoted("reference").textContent = cited.reference[language] ?? cited.reference.en ?? "";
  openDialog(dialog);
}

dialog.addEventListener("click", ({ target }) => {
  const name = target instanceof HTMLElement ? target.dataset.copy : undefined;
  if (name) void copy(quoted(name).textContent ?? "", text("reading.copied"));
});
