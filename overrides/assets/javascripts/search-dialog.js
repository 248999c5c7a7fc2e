// @ts-check
/**
 * The search dialog: it sends the query to the worker and lists the results. The focus stays in
 * the text field, and assistive technology gets the chosen row
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/, "combobox with a grid popup").
 */

import { ADDRESS_DELAY } from "./opened.js";
import { searchClient } from "./search-client.js";
import { ResultRows, fromTemplate } from "./search-rows.js";
import { text } from "./texts.js";

/** @typedef {import("./search-worker.js").Results} Answer */

/** How many results are shown at once. */
const STEP = 20;

/** @type {WeakMap<HTMLDialogElement, SearchDialog>} */
const dialogs = new WeakMap();

export class SearchDialog {
  /**
   * Returns the search of a dialog element, the same at each call.
   * @param {HTMLDialogElement} dialog
   * @param {string} parameter the name of the words sought in the address
   */
  static of(dialog, parameter) {
    const known = dialogs.get(dialog) ?? new SearchDialog(dialog, parameter);
    dialogs.set(dialog, known);
    return known;
  }

  /**
   * @param {HTMLDialogElement} dialog
   * @param {string} parameter
   */
  constructor(dialog, parameter) {
    this.dialog = dialog;
    this.parameter = parameter;
    /** @param {string} name */
    const part = (name) => /** @type {HTMLElement} */ (dialog.querySelector(`.mdx-search__${name}`));
    this.input = /** @type {HTMLInputElement} */ (part("input"));
    this.status = part("status");
    this.results = part("results");
    this.more = part("more");
    this.nothing = part("nothing");
    this.fewer = part("fewer");
    this.hint = part("hint");
    this.body = part("body");
    this.rows = new ResultRows(dialog);
    this.client = searchClient();
    this.limit = STEP;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.addressing = undefined;
    /** The row that Enter opens. */
    this.active = 0;
    void this.client.loaded.then((ready) => (ready ? this.ask() : this.say("failed")));
    this.listen();
  }

  /** Reads the query from the address, if there is one, and shows its results. */
  start() {
    const shared = new URL(location.href).searchParams.get(this.parameter);
    if (shared && !this.input.value) this.input.value = shared.slice(0, this.input.maxLength);
    // An address with an anchor takes the focus away from what opened before it was followed.
    this.input.focus();
    this.ask();
  }

  listen() {
    this.input.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) this.askAnew();
    });
    this.input.addEventListener("compositionend", () => this.askAnew());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.dialog.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
    this.dialog.querySelector("[data-search-close]")?.addEventListener("click", () => {
      this.dialog.close();
    });
    this.dialog.addEventListener("click", (event) => this.onClick(event));
    this.dialog.addEventListener("close", () => this.writeAddress(""));
    this.results.addEventListener("pointermove", (event) => this.choose(this.rowOf(event.target)));
    this.results.addEventListener("focusin", (event) => this.choose(this.rowOf(event.target)));
    this.more.addEventListener("click", () => {
      this.limit += STEP;
      this.ask();
    });
  }

  askAnew() {
    this.limit = STEP;
    this.active = 0;
    this.body.scrollTop = 0;
    this.ask();
  }

  /** Requests the results of the query in the text field. */
  async ask() {
    const query = this.input.value.trim();
    clearTimeout(this.addressing);
    if (this.dialog.open) this.addressing = setTimeout(() => this.writeAddress(query), ADDRESS_DELAY);
    if (!query) {
      this.clear();
    } else if (!this.client.ready) {
      this.say("loading");
      if (!(await this.client.loaded)) this.say("failed");
    } else {
      const answer = await this.client.ask({ wants: "results", query, limit: this.limit });
      if (query === this.input.value.trim()) this.show(answer);
    }
  }

  clear() {
    this.results.replaceChildren();
    this.reveal({ hint: true });
    this.status.textContent = "";
  }

  /** @param {Answer} answer */
  show({ total, partial, results, fewer }) {
    this.results.replaceChildren(...results.map((result, position) => this.rows.row(result, position)));
    this.reveal({ results: total > 0, more: total > results.length, nothing: total === 0 });
    const next = Math.min(STEP, total - results.length);
    this.more.textContent = text("search.more", { count: next });
    this.suggest(fewer);
    if (partial) this.say("most", { count: total });
    else if (total) this.say("results", { count: total });
    else this.say("nothing", { query: this.input.value.trim() });
    this.choose(this.active);
  }

  /**
   * Shows the parts that belong to the state of the search and hides the others.
   * @param {{results?: boolean, more?: boolean, nothing?: boolean, hint?: boolean}} shown
   */
  reveal({ results = false, more = false, nothing = false, hint = false }) {
    this.results.hidden = !results;
    this.more.hidden = !more;
    this.nothing.hidden = !nothing;
    this.hint.hidden = !hint;
    this.input.setAttribute("aria-expanded", String(results));
    if (!results) this.input.removeAttribute("aria-activedescendant");
  }

  /**
   * Suggests queries with one word less.
   * @param {string[]} queries
   */
  suggest(queries) {
    for (const old of this.fewer.querySelectorAll("button")) old.remove();
    this.fewer.hidden = !queries.length;
    for (const query of queries) {
      const button = fromTemplate(this.dialog, "suggestion");
      button.textContent = query;
      button.addEventListener("click", () => {
        this.input.value = query;
        this.input.focus();
        this.askAnew();
      });
      this.fewer.append(" ", button);
    }
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.isComposing || this.results.hidden) return;
    const rows = this.results.children.length;
    const steps = { ArrowDown: 1, ArrowUp: rows - 1 };
    if (event.key === "Enter") {
      this.mainLink(this.active)?.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.choose((this.active + steps[event.key]) % rows);
      this.results.children[this.active]?.scrollIntoView({ block: "nearest" });
    } else {
      return;
    }
    event.preventDefault();
  }

  /**
   * Chooses the row that Enter opens.
   * @param {number} position
   */
  choose(position) {
    if (position < 0) return;
    this.active = position;
    [...this.results.children].forEach((row, index) => {
      row.firstElementChild?.setAttribute("aria-selected", String(index === position));
    });
    const cell = this.results.children[position]?.firstElementChild;
    if (cell) this.input.setAttribute("aria-activedescendant", cell.id);
  }

  /** @param {number} position */
  mainLink(position) {
    const row = this.results.children[position];
    return /** @type {HTMLAnchorElement | null | undefined} */ (row?.querySelector("a"));
  }

  /** @param {EventTarget | null} target */
  rowOf(target) {
    const row = target instanceof Element ? target.closest("[role=row]") : null;
    return row ? [...this.results.children].indexOf(row) : -1;
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    if (event.target === this.dialog) this.dialog.close();
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    if (link.pathname === location.pathname && link.hash && !event.ctrlKey && !event.metaKey) {
      // Only the anchor changes, so nothing else would close the dialog.
      this.input.value = "";
      this.writeAddress("");
      this.dialog.close();
    } else {
      // Before it leads away, so that Back finds the query.
      this.writeAddress(this.input.value.trim());
    }
  }

  /**
   * Writes the query into the address, so that it can be shared.
   * @param {string} query
   */
  writeAddress(query) {
    clearTimeout(this.addressing);
    const address = new URL(location.href);
    if ((address.searchParams.get(this.parameter) ?? "") === query) return;
    if (query) address.searchParams.set(this.parameter, query);
    else address.searchParams.delete(this.parameter);
    history.replaceState(history.state, "", address);
  }

  /**
   * Shows the status of the search, which screen readers announce.
   * @param {string} name the sentence, below `search`
   * @param {Record<string, string | number>} [fields]
   */
  say(name, fields = {}) {
    this.status.textContent = text(`search.${name}`, fields);
  }
}
