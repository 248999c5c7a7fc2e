// @ts-check
/** Copying, and saying so where it is seen and heard. */

import { text } from "./texts.js";

const SHOWN_MILLISECONDS = 4000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let hiding;

/**
 * Copies a text and says `message`, or that copying is not possible.
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
    // Pages without TLS have no clipboard API; the older way works there.
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
 * Shows a message for a while and has it read out.
 * @param {string} message
 */
export function announce(message) {
  const toast = document.querySelector(".mdx-toast");
  if (!toast) return;
  // Above an open dialog, whose outside is inert and not read out.
  (document.querySelector("dialog:modal") ?? document.body).append(toast);
  toast.textContent = message;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.textContent = ""; }, SHOWN_MILLISECONDS);
}
