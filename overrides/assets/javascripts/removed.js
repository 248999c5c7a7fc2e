// @ts-check
/** Entries that left the list: what their old addresses lead to now. */

import { text } from "./texts.js";

/**
 * A record of `api/v1/removed.json`.
 * @typedef {{id: string, title: string, removed: string, replaced_by?: {id: string, title: string}}} Removal
 */

/** @type {Promise<Map<string, Removal>> | undefined} */
let loading;

/** @param {string} address of the records */
function removals(address) {
  loading ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : []))
    .then((/** @type {Removal[]} */ records) => new Map(records.map((one) => [one.id, one])))
    .catch(() => new Map()); // Without them the address leads nowhere, as any unknown one does.
  return loading;
}

/**
 * Returns ids of papers, those of merged entries replaced by the ones that they are part of.
 * @param {readonly string[]} ids
 * @param {string} address
 */
export async function replaced(ids, address) {
  const known = await removals(address);
  return [...new Set(ids.map((id) => known.get(id)?.replaced_by?.id ?? id))];
}

/**
 * Says that an entry was removed, or which one it was merged into, with a link.
 * @param {string} id
 * @param {string} address
 * @param {URL} home the page of all papers
 * @returns {Promise<(string | Node)[]>} nothing for an id that no entry had
 */
export async function hint(id, address, home) {
  const entry = (await removals(address)).get(id);
  if (!entry) return [];
  const { title, removed: day, replaced_by: kept } = entry;
  if (!kept) return [text("reading.removed", { title, day })];
  const link = document.createElement("a");
  const here = document.getElementById(kept.id);
  link.href = here ? `#${kept.id}` : `${home.href}#${kept.id}`;
  link.textContent = kept.title;
  const [before = "", after = ""] = text("reading.merged", { title, kept: "\0" }).split("\0");
  return [before, link, after];
}
