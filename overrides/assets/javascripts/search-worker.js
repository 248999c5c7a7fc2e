// @ts-check
/**
 * Searches beside the page, so that typing never waits: loads the index, answers queries.
 *
 * @typedef {{index: string}} Load the address of the index of the page's locale
 * @typedef {{id: number, query: string, limit: number}} Query
 * @typedef {{ready: boolean}} State
 * @typedef {{id: number, total: number, results: import("./search-results.js").Result[], fewer: string[]}} Answer
 */
import { SearchEngine } from "./search-engine.js";
import { fewerWords, result } from "./search-results.js";

/** @type {SearchEngine | undefined} */
let engine;

/** @type {Query | undefined} */
let newest;

/** @param {string} address */
async function load(address) {
  // Asks the host whether the index has changed: pages and index belong together.
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  engine = new SearchEngine(await response.json());
}

/**
 * @param {SearchEngine} loaded
 * @param {Query} query
 * @returns {Answer}
 */
function answer(loaded, { id, query, limit }) {
  const found = loaded.find(query);
  const synonyms = loaded.phrases.sameAs(query).map((phrase) => loaded.asOne(phrase));
  const wanted = [...loaded.wanted(query), ...synonyms.map(asWritten)];
  return {
    id,
    total: found.length,
    results: found.slice(0, limit).map((entry) => result(entry, loaded, wanted)),
    fewer: found.length ? [] : fewerWords(query, loaded),
  };
}

/**
 * Returns a word that is only looked for as a whole.
 * @param {string} whole
 * @returns {import("./search-words.js").Word}
 */
function asWritten(whole) {
  return { whole, parts: [], chinese: false };
}

/**
 * Answers the newest query; those that came in before it while the worker was busy are skipped.
 * @param {Query} query
 */
function answerSoon(query) {
  if (!newest) {
    setTimeout(() => {
      if (engine && newest) postMessage(answer(engine, newest));
      newest = undefined;
    });
  }
  newest = query;
}

addEventListener("message", async ({ data }) => {
  if ("index" in data) {
    const ready = await load(data.index).then(() => true, () => false);
    postMessage(/** @type {State} */ ({ ready }));
  } else {
    answerSoon(data);
  }
});
