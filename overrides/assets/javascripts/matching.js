// @ts-check
/** The papers that match a filter, the count for each further choice, and filters to remove. */

import { fold, words } from "./folding.js";
import { FLAGS } from "./filter-state.js";

/** @typedef {import("./filter-state.js").FilterState} FilterState */
/** @typedef {import("./filter-state.js").Flag} Flag */

/**
 * What a filter knows about a paper.
 * @typedef {object} Paper
 * @property {string} id
 * @property {string} text title, authors, venue and labels in every language, folded
 * @property {readonly string[]} labels
 * @property {readonly string[]} categories
 * @property {string} venue empty where there is none
 * @property {string} year the year of first appearance
 * @property {string} added the day it joined the list; empty where none is known
 * @property {readonly string[]} has what it comes with: `code`, `training`, `weights`, `blog`, …
 * @property {readonly string[]} authors folded
 */

/**
 * One condition of the state; a paper must pass all of them.
 * @typedef {object} Demand
 * @property {"q" | "label" | "venue" | "year" | "since" | "added" | "category" | "author" | "selected" | "code" | Flag} name
 * @property {string} value
 * @property {(paper: Paper) => boolean} passes
 */

/**
 * Counts by choice. Labels and links narrow further, so theirs follow every demand; of venues,
 * years and categories only one can be chosen, so theirs follow every demand but their own.
 * @typedef {object} Counts
 * @property {Map<string, number>} label
 * @property {Map<string, number>} has
 * @property {Map<string, number>} venue
 * @property {Map<string, number>} year
 * @property {Map<string, number>} category
 * @property {Map<string, number>} code
 */

/**
 * @typedef {object} Matches
 * @property {boolean[]} passed whether each paper is left
 * @property {number} count how many are left
 * @property {Counts} counts
 * @property {{demand: Demand, count: number}[]} loosened how many each demand alone keeps out
 */

/**
 * @param {FilterState} state
 * @param {ReadonlySet<string>} [found] ids of the papers that the search finds by `state.q`;
 *   without, its words are looked for in the papers' texts as they are typed
 * @returns {Demand[]}
 */
export function demands(state, found) {
  /** @type {Demand[]} */
  const list = [];
  const sought = words(state.q);
  // One loop over the words: the most common demand, checked at each keystroke.
  if (sought.length) {
    list.push({
      name: "q", value: state.q.trim(),
      passes: ({ id, text }) => found?.has(id) ?? sought.every((word) => text.includes(word)),
    });
  }
  for (const value of state.label) {
    list.push({ name: "label", value, passes: ({ labels }) => labels.includes(value) });
  }
  const { venue, year, since, added, category } = state;
  if (venue) list.push({ name: "venue", value: venue, passes: (paper) => paper.venue === venue });
  if (year) list.push({ name: "year", value: year, passes: (paper) => paper.year === year });
  if (since) list.push({ name: "since", value: since, passes: (paper) => paper.year >= since });
  if (added) list.push({ name: "added", value: added, passes: (paper) => paper.added >= added });
  if (category) {
    list.push({
      name: "category", value: category,
      passes: ({ categories }) => categories.includes(category),
    });
  }
  const author = fold(state.author);
  if (author) {
    list.push({
      name: "author", value: state.author,
      passes: ({ authors }) => authors.some((name) => name.includes(author)),
    });
  }
  if (state.code) {
    const offer = state.code === "1" ? "code" : state.code;
    list.push({ name: "code", value: state.code, passes: ({ has }) => has.includes(offer) });
  }
  for (const name of FLAGS) {
    if (state[name]) list.push({ name, value: "1", passes: ({ has }) => has.includes(name) });
  }
  if (state.selected.length) {
    list.push({
      name: "selected", value: state.selected.join(" "),
      passes: ({ id }) => state.selected.includes(id),
    });
  }
  return list;
}

/**
 * Applies a state to papers, in one pass.
 * @param {readonly Paper[]} papers
 * @param {FilterState} state
 * @param {ReadonlySet<string>} [found] as `demands` takes it
 * @returns {Matches}
 */
export function match(papers, state, found) {
  const loosened = demands(state, found).map((demand) => ({ demand, count: 0 }));
  /** @type {Counts} */
  const counts = {
    label: new Map(), has: new Map(), venue: new Map(), year: new Map(), category: new Map(),
    code: new Map(),
  };
  let count = 0;
  const passed = papers.map((paper) => {
    /** @type {typeof loosened[number] | undefined} the one demand it fails */
    let failed;
    for (const asking of loosened) {
      if (asking.demand.passes(paper)) continue;
      if (failed) return false;
      failed = asking;
    }
    if (!failed) {
      count += 1;
      for (const label of paper.labels) increment(counts.label, label);
      for (const kind of paper.has) increment(counts.has, kind);
    } else {
      failed.count += 1;
    }
    const name = failed?.demand.name;
    if (!failed || name === "venue") increment(counts.venue, paper.venue);
    if (!failed || name === "year" || name === "since") increment(counts.year, paper.year);
    if (!failed || name === "code") {
      for (const kind of paper.has) increment(counts.code, kind === "code" ? "1" : kind);
    }
    if (!failed || name === "category") {
      for (const category of paper.categories) increment(counts.category, category);
    }
    return !failed;
  });
  return { passed, count, counts, loosened };
}

/**
 * @param {Map<string, number>} counts
 * @param {string} key
 */
function increment(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
