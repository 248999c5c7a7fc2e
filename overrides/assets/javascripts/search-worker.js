// @ts-check
/**
 * Searches in a worker, so that typing never waits: reads the index and answers requests.
 *
 * @typedef {{wants: "results", query: string, limit: number} | {wants: "papers", query: string}} Question
 * @typedef {{ready: true}} State that the index has been read
 * @typedef {object} Results the first entries that a query finds, for the dialog
 * @property {"results"} wants
 * @property {number} id
 * @property {number} total
 * @property {boolean} partial whether they hold most of the words only
 * @property {import("./search-results.js").Result[]} results
 * @property {string[]} fewer
 * @typedef {object} Papers the ids of all papers that a query finds, for the filter
 * @property {"papers"} wants
 * @property {number} id
 * @property {string} query
 * @property {string[]} papers
 * @property {boolean} partial
 * @property {import("./search-marks.js").Sought} sought
 * @typedef {Results | Papers} Answer
 */
import { SearchEngine } from "./search-engine.js";
import { fewerWords, result } from "./search-results.js";
// What those import: named here too, a browser asks for everything at once.
import "./folding.js";
import "./search-fields.js";
import "./search-marks.js";
import "./search-phrases.js";
import "./search-query.js";
import "./search-scores.js";
import "./search-vocabulary.js";
import "./search-words.js";
import "./vendor/minisearch.js";

/** @type {SearchEngine | undefined} */
let engine;

/** The newest question of each kind; those before it are skipped. @type {Map<string, Question & {id: number}>} */
const questions = new Map();

/**
 * @param {SearchEngine} loaded
 * @param {Question & {id: number}} question
 * @returns {Answer}
 */
function answer(loaded, question) {
  const { id, query } = question;
  const sought = loaded.sought(query);
  if (question.wants === "papers") {
    const { papers, partial } = loaded.papers(query);
    return { wants: "papers", id, query, papers, partial, sought };
  }
  const { entries, total, partial } = loaded.find(query, question.limit);
  return {
    wants: "results",
    id,
    total,
    partial,
    results: entries.map((entry) => result(entry, loaded, sought)),
    fewer: entries.length ? [] : fewerWords(query, loaded),
  };
}

/** Answers a question once those that came in with it have been read. @param {Question & {id: number}} question */
function answerSoon(question) {
  if (!questions.has(question.wants)) {
    setTimeout(() => {
      const newest = questions.get(question.wants);
      questions.delete(question.wants);
      if (engine && newest) postMessage(answer(engine, newest));
    });
  }
  questions.set(question.wants, question);
}

addEventListener("message", ({ data }) => {
  if ("index" in data) {
    engine = new SearchEngine(JSON.parse(data.index));
    postMessage(/** @type {State} */ ({ ready: true }));
  } else {
    answerSoon(data);
  }
});
