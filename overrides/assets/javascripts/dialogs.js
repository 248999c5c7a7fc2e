// @ts-check
/** Dialogs whose modules are loaded when they are first opened. */

import { announce } from "./clipboard.js";
import { text } from "./texts.js";

/** Milliseconds after which a dialog that is still loading says so. */
const LOADING_DELAY = 400;

/**
 * Loads a dialog's module when it is first opened, and opens it for its subject. Rejected if either fails.
 * @param {"cite-dialog.js" | "export-dialog.js" | "compare-dialog.js"} module
 * @param {any} subject
 */
export async function load(module, subject) {
  const waiting = setTimeout(announce, LOADING_DELAY, text("reading.loading"));
  try {
    const dialog = await import(`./${module}`);
    await dialog.open(subject);
    announce("");
  } catch (error) {
    announce(text("reading.not_loaded"));
    throw error;
  } finally {
    clearTimeout(waiting);
  }
}
