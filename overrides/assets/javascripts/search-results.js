// @ts-check
/** Results of the search as the page shows them. */
import { shortName } from "./search-fields.js";
import { pieces } from "./search-marks.js";

/** @typedef {import("./search-fields.js").Entry} Entry */
/** @typedef {import("./search-engine.js").SearchEngine} SearchEngine */
/** @typedef {import("./search-marks.js").Sought} Sought */

/**
 * An entry as it is shown: the pieces of its title with the words sought marked, what is said of
 * it beneath, its own links, and the name it goes by.
 * @typedef {object} Result
 * @property {Entry["kind"]} kind
 * @property {string} location
 * @property {"en" | "zh"} language
 * @property {{text: string, marked: boolean}[]} title
 * @property {string[]} facts
 * @property {string} name
 * @property {Partial<Record<"paper" | "code" | "download", string>>} links
 */

/**
 * @param {Entry} entry
 * @param {SearchEngine} engine
 * @param {Sought} sought
 * @returns {Result}
 */
export function result(entry, engine, sought) {
  /** @type {Result["links"]} */
  const links = {};
  if (entry.url) links[entry.kind === "dataset" ? "download" : "paper"] = entry.url;
  if (entry.code) links.code = entry.code;
  return {
    kind: entry.kind,
    location: entry.location,
    language: /\p{Script=Han}/u.test(entry.title) ? "zh" : "en",
    title: pieces(entry.title, sought, engine.index.simplified),
    facts: facts(entry, engine),
    name: shortName(entry),
    links,
  };
}

/**
 * Returns the facts below an entry's title: categories, venue and year, or its page.
 * @param {Entry} entry
 * @param {SearchEngine} engine
 */
function facts(entry, engine) {
  const categories = (entry.categories ?? []).map((id) => engine.index.categories[id]?.title ?? id);
  const year = entry.year ?? entry.date?.slice(0, 4);
  const venue = [entry.venue, year].filter(Boolean).join(" ");
  return [entry.page ?? "", ...categories, venue].filter(Boolean);
}

/**
 * Returns queries with one word less that find something, at most three.
 * @param {string} query
 * @param {SearchEngine} engine
 */
export function fewerWords(query, engine) {
  const typed = query.trim().split(/\s+/);
  if (typed.length < 2) return [];
  const shorter = typed.map((_, left) => typed.filter((_word, index) => index !== left).join(" "));
  return [...new Set(shorter)].filter((fewer) => engine.find(fewer, 1).total).slice(0, 3);
}
