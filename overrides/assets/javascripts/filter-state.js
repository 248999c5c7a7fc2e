// @ts-check
/** The state of a filter, and its form in the address. */

/**
 * Names as in the address: `?q=emotion&label=Diffusion&since=2024&code=training&sort=title`.
 * Labels and categories are ids, the same in every language; an empty text asks for nothing.
 * @typedef {object} FilterState
 * @property {string} q words that all must match
 * @property {string[]} label ids of labels that a paper must all carry
 * @property {string} venue
 * @property {string} year the year of first appearance
 * @property {string} since the earliest year of first appearance
 * @property {string} added the earliest day of joining the list, `2026-10-01`
 * @property {string} category
 * @property {string} author a name or a part of one
 * @property {string} code "1" for code of any kind, else what the code is
 * @property {boolean} weights trained weights can be downloaded
 * @property {boolean} commercial commercial use is allowed
 * @property {boolean} project
 * @property {boolean} blog
 * @property {string[]} selected ids of papers, where others were asked to leave
 * @property {Sort} sort
 */

/** @typedef {"-date" | "date" | "title" | "-title" | "venue" | "-venue"} Sort */
/** @typedef {typeof FLAGS[number]} Flag */

export const FLAGS = /** @type {const} */ (["weights", "commercial", "project", "blog"]);
/** @type {readonly string[]} */
export const CODES = ["1", "training", "inference", "promised", "none"];
const CHOICES = /** @type {const} */ (["venue", "category", "author"]);
const YEARS = /** @type {const} */ (["year", "since"]);
export const DEFAULT_SORT = "-date";
/** @type {readonly string[]} */
export const SORTS = ["-date", "date", "title", "-title", "venue", "-venue"];
const NAMES = ["q", "label", ...CHOICES, ...YEARS, "added", "code", ...FLAGS, "selected", "sort"];
const YEAR = /^\d{4}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @returns {FilterState} */
export function emptyState() {
  return {
    q: "", label: [], venue: "", year: "", since: "", added: "", category: "", author: "", code: "",
    weights: false, commercial: false, project: false, blog: false, selected: [],
    sort: DEFAULT_SORT,
  };
}

/**
 * Reads the state from an address's query; unknown values are ignored.
 * @param {string} search `location.search`
 * @returns {FilterState}
 */
export function parseState(search) {
  const given = new URLSearchParams(search);
  const state = emptyState();
  state.q = given.get("q")?.trim() ?? "";
  state.label = [...new Set(given.getAll("label").filter(Boolean))];
  for (const name of CHOICES) state[name] = given.get(name)?.trim() ?? "";
  for (const name of YEARS) {
    const year = given.get(name) ?? "";
    state[name] = YEAR.test(year) ? year : "";
  }
  const added = given.get("added") ?? "";
  if (DAY.test(added)) state.added = added;
  const code = given.get("code") ?? "";
  if (CODES.includes(code)) state.code = code;
  for (const name of FLAGS) state[name] = given.get(name) === "1";
  state.selected = (given.get("selected") ?? "").split(" ").filter(Boolean);
  const sort = given.get("sort") ?? "";
  if (SORTS.includes(sort)) state.sort = /** @type {Sort} */ (sort);
  return state;
}

/**
 * Writes the state into an address's query, keeping parameters that are not the filter's.
 * @param {FilterState} state
 * @param {string} search the query to write into
 * @returns {string} the new query with its question mark, or an empty text
 */
export function writeState(state, search = "") {
  const written = new URLSearchParams(search);
  for (const name of NAMES) written.delete(name);
  if (state.q.trim()) written.set("q", state.q.trim());
  for (const label of state.label) written.append("label", label);
  for (const name of [...CHOICES, ...YEARS]) if (state[name]) written.set(name, state[name]);
  if (state.added) written.set("added", state.added);
  if (state.code) written.set("code", state.code);
  for (const name of FLAGS) if (state[name]) written.set(name, "1");
  if (state.selected.length) written.set("selected", state.selected.join(" "));
  if (state.sort !== DEFAULT_SORT) written.set("sort", state.sort);
  const query = written.toString();
  return query && `?${query}`;
}

/**
 * Names what an address asks for by the ids of today.
 * @param {string} search `location.search`
 * @param {Record<string, Record<string, string>>} former by parameter: the ids of today by former ones
 * @returns {string} the query, unchanged where it names no former id
 */
export function renamed(search, former) {
  let changed = false;
  const written = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(search)) {
    const ids = (Object.hasOwn(former, name) && former[name]) || {};
    const known = Object.hasOwn(ids, value);
    written.append(name, (known && ids[value]) || value);
    changed ||= known;
  }
  return changed ? `?${written}` : search;
}

/**
 * Returns two states combined; for single choices such as venue and year, the other's wins.
 * @param {FilterState} state
 * @param {FilterState} added
 * @returns {FilterState}
 */
export function combined(state, added) {
  const label = [...new Set([...state.label, ...added.label])];
  return { ...state, ...Object.fromEntries(asked(added)), label };
}

/**
 * Returns a state without what another one demands.
 * @param {FilterState} state
 * @param {FilterState} removed
 * @returns {FilterState}
 */
export function without(state, removed) {
  const nothing = emptyState();
  const changes = asked(removed).map(([name]) => [name, nothing[name]]);
  const label = state.label.filter((id) => !removed.label.includes(id));
  return { ...state, ...Object.fromEntries(changes), label };
}

/**
 * Tells whether a state includes everything that another one demands.
 * @param {FilterState} state
 * @param {FilterState} part
 */
export function includes(state, part) {
  return writeState(combined(state, part)) === writeState(state);
}

/** @param {FilterState} state */
function asked(state) {
  const nothing = emptyState();
  const names = /** @type {(keyof FilterState)[]} */ (Object.keys(nothing));
  return names
    .filter((name) => name !== "label" && String(state[name]) !== String(nothing[name]))
    .map((name) => /** @type {const} */ ([name, state[name]]));
}
