// @ts-check
/** The dialog that cites one paper. Loaded when it is first opened. */

import { citations } from "./citations.js";
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
 * Opens the dialog for a paper. Rejected where its citation cannot be fetched.
 * @param {{id: string, date: string, title: string}} paper
 */
export async function open(paper) {
  const [cited] = await citations([paper]);
  if (!cited) throw new Error(`no citation of ${paper.id}`);
  const language = document.documentElement.lang;
  subject.textContent = cited.title;
  subject.lang = document.querySelector(`#${CSS.escape(paper.id)} [data-paper-title]`)?.getAttribute("lang") ?? "";
  quoted("bibtex").textContent = cited.bibtex.trim();
  quoted("reference").textContent = cited.reference[language] ?? cited.reference.en ?? "";
  openDialog(dialog);
}

dialog.addEventListener("click", ({ target }) => {
  const name = target instanceof HTMLElement ? target.dataset.copy : undefined;
  if (name) void copy(quoted(name).textContent ?? "", text("reading.copied"));
});
