// @ts-check
/** Copying to the clipboard, with a visible and announced message. */

import { text } from "./texts.js";

const SHOWN_MILLISECONDS = 4000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let hiding;

/**
 * Copies a text and shows `message`, or that copying failed.
 * @param {string} value
 * @param {string} message
 */
export async function copy(value, message) {
  const copied = await write(value);
  announce(copied ? message : text("reading.copy_failed"));
}

/** @param {string} value */
async function write(value) {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    // Pages without TLS have no clipboard API; the older command works there.
    const area = document.createElement("textarea");
    area.value = value;
    area.className = "mdx-visually-hidden";
    const focused = document.activeElement;
    (document.querySelector("dialog:modal") ?? document.body).append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return copied;
  }
}

/**
 * Shows a message for a while and announces it.
 * @param {string} message
 */
export function announce(message) {
  const toast = document.querySelector(".mdx-toast");
  if (!toast) return;
  // Inside an open dialog, since everything outside it is inert.
  (document.querySelector("dialog:modal") ?? document.body).append(toast);
  toast.textContent = message;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.textContent = ""; }, SHOWN_MILLISECONDS);
}
