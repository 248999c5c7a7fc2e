// @ts-check
/**
 * Opens the search: by its button, by "/" or "s" as elsewhere in the theme, by Ctrl+K, and by an
 * address with `?search=…`. Everything else is loaded when the reader turns to it.
 */

import { open as openDialog } from "./opened.js";

/** The query in the address. (`q` belongs to the filter of the lists of papers.) */
const PARAMETER = "search";

const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("mdx-search"));

/** @param {HTMLDialogElement} opened */
async function open(opened) {
  const isNew = !opened.open;
  openDialog(opened);
  // Immediately, so that text typed while the rest is loading is not selected and overwritten.
  if (isNew) opened.querySelector("input")?.select();
  try {
    const { SearchDialog } = await import("./search-dialog.js");
    SearchDialog.of(opened, PARAMETER).start();
  } catch (error) {
    const status = /** @type {HTMLElement} */ (opened.querySelector("[role=status]"));
    status.textContent = status.dataset.failed ?? "";
    opened.querySelector("[data-search-close]")?.addEventListener("click", () => opened.close());
    throw error;
  }
}

/**
 * Tells whether a key belongs to a field in which the reader is typing.
 * @param {EventTarget | null} target
 */
function isWriting(target) {
  return target instanceof Element && target.matches("input, textarea, select, [contenteditable]");
}

/** @param {KeyboardEvent} event */
function isShortcut(event) {
  if (event.altKey || event.isComposing) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "k" && !event.shiftKey;
  return (event.key === "/" || event.key === "s") && !isWriting(event.target);
}

if (dialog) {
  for (const button of document.querySelectorAll("[data-search-open]")) {
    button.removeAttribute("command");
    button.addEventListener("click", () => open(dialog));
  }
  addEventListener("keydown", (event) => {
    if (!isShortcut(event) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open(dialog);
  });
  // Until now its button opened it (https://html.spec.whatwg.org/#attr-button-command).
  if (dialog.open || new URL(location.href).searchParams.get(PARAMETER)) open(dialog);
}
