// @ts-check
/** Dialogs and the history: each is an entry of it, so that Back closes it and stays on the page. */

/**
 * Milliseconds without a keystroke until what was typed is written into the address: writing takes
 * longer than filtering, since the browser saves the state of every control.
 */
export const ADDRESS_DELAY = 300;

/** @type {WeakSet<Event>} */
const closings = new WeakSet();
/** @type {{dialog: HTMLDialogElement, address: string} | undefined} */
let opened;

/**
 * Opens a modal dialog that Back closes, also one that its button has opened already.
 * @param {HTMLDialogElement} dialog
 */
export function open(dialog) {
  if (!dialog.open) dialog.showModal();
  if (opened) return;
  opened = { dialog, address: location.href };
  history.pushState({ opened: true }, "");
  // After the dialog's own listeners, which may change the address.
  dialog.addEventListener("close", () => setTimeout(closed), { once: true });
}

/** Tells whether a change of the history only closed a dialog. @param {Event} event */
export function hasClosed(event) {
  return closings.has(event);
}

/** Removes the entry, unless Back did so already or the address has changed. */
function closed() {
  const address = opened?.address;
  opened = undefined;
  if (!history.state?.opened) return;
  if (location.href === address) {
    addEventListener("popstate", (event) => closings.add(event), { once: true, capture: true });
    history.back();
  } else {
    history.replaceState(null, "");
  }
}

// The menu of a narrow screen is a checkbox.
const menu = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
menu?.addEventListener("change", () => {
  if (menu.checked) history.pushState({ opened: true }, "");
  else if (history.state?.opened) history.back();
});

addEventListener("popstate", (event) => {
  if (menu?.checked && !history.state?.opened) {
    closings.add(event);
    menu.click();
  }
  if (!opened || history.state?.opened) return;
  closings.add(event);
  opened.dialog.close();
}, { capture: true });
