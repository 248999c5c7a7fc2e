// @ts-check
/** The datasets page: which datasets are shown, as the address says, and how to cite one. */

import { copy } from "./clipboard.js";
import { load } from "./dialogs.js";
import { hasClosed } from "./opened.js";
import { text } from "./texts.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector(".mdx-datasets__filter"));
const rows = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".mdx-dataset"));
const count = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
const clear = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));
const share = /** @type {HTMLElement} */ (form.querySelector(".mdx-filter__share"));
const note = /** @type {HTMLElement} */ (form.querySelector(".mdx-filter__note"));
const none = /** @type {HTMLElement} */ (document.querySelector(".mdx-datasets__none"));
const choices = [...form.querySelectorAll("select")];

/**
 * Shows the datasets that match every choice, and the one that a link led to, with a note.
 * @param {string} [linked] its id
 */
function show(linked) {
  const asked = choices.filter(({ value }) => value);
  let shown = 0;
  note.textContent = "";
  for (const row of rows) {
    row.hidden = asked.some(({ name, value }) => row.dataset[name] !== value);
    shown += Number(!row.hidden);
    if (!row.hidden || row.id !== linked) continue;
    row.hidden = false;
    const title = row.querySelector("th")?.textContent ?? "";
    note.textContent = text("reading.linked", { title });
    row.scrollIntoView();
  }
  count.textContent = asked.length
    ? text("datasets.matching", { count: shown, total: rows.length })
    : text("datasets.count", { count: shown });
  clear.hidden = share.hidden = !asked.length;
  none.hidden = shown > 0;
}

/** Reads the choices from the address; those that the page does not offer are ignored. */
function read() {
  const given = new URLSearchParams(location.search);
  for (const choice of choices) {
    const value = given.get(choice.name) ?? "";
    choice.value = [...choice.options].some((option) => option.value === value) ? value : "";
  }
  show(location.hash.slice(1));
}

function write() {
  const address = new URL(location.href);
  for (const { name, value } of choices) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  if (address.href !== location.href) history.pushState(null, "", address);
  show();
}

/** @param {MouseEvent} event */
function click({ target }) {
  if (!(target instanceof Element)) return;
  const row = target.closest(".mdx-dataset");
  if (target.closest(".mdx-filter__share")) void copy(location.href.split("#")[0] ?? "", text("reading.view_copied"));
  else if (row && target.closest(".mdx-cite")) void load("cite-dialog.js", { id: row.id });
  else if (target.closest(".mdx-dialog__close")) target.closest("dialog")?.close();
  // A click beside the dialog meets the dialog itself.
  else if (target instanceof HTMLDialogElement) target.close();
}

document.addEventListener("click", click);
form.addEventListener("change", write);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(write));
addEventListener("hashchange", read);
addEventListener("popstate", (event) => hasClosed(event) || read());
read();
