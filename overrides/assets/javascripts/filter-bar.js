// @ts-check
/** The filter bar: the state its controls show, the counts beside them, the sheet of a phone. */

import { LINKS, emptyState, includes, parseState } from "./filter-state.js";
import { text } from "./texts.js";

/** @typedef {import("./filter-state.js").FilterState} FilterState */
/** @typedef {import("./matching.js").Matches} Matches */

const CHOICES = /** @type {const} */ (["venue", "year", "since", "category", "sort"]);

const STATUS_TEXTS = { loading: "loading", failed: "as_typed", partial: "most" };

export class FilterBar {
  /**
   * @param {HTMLFormElement} form
   * @param {number} total how many papers the page has
   */
  constructor(form, total) {
    this.form = form;
    this.total = total;
    this.query = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    this.facets = /** @type {HTMLElement} */ (form.querySelector(".mdx-filter__facets"));
    this.sheet = /** @type {HTMLDialogElement} */ (document.querySelector(".mdx-sheet"));
    this.empty = /** @type {HTMLElement} */ (document.querySelector(".mdx-filter__empty"));
    /** @type {Map<string, HTMLSelectElement>} */
    this.choices = new Map([...this.facets.querySelectorAll("select")].map((s) => [s.name, s]));
    /** @type {HTMLInputElement[]} */
    this.chips = [...this.facets.querySelectorAll("input")];
    /** @type {HTMLButtonElement[]} */
    this.quick = [...form.querySelectorAll(/** @type {"button"} */ (".mdx-filter__quick button"))];
    this.#openSheetOnDemand();
  }

  /** The names of the labels in every language, by id. */
  get labelNames() {
    const labels = this.chips.filter(({ name }) => name === "label");
    return new Map(labels.map((chip) => [chip.value, chip.dataset.names ?? chip.value]));
  }

  /**
   * Calls back when the reader asks for something else; `typing` is true at each keystroke.
   * @param {(typing: boolean) => void} changed
   */
  onChange(changed) {
    this.query.addEventListener("input", () => changed(true));
    for (const place of [this.form, this.sheet]) {
      place.addEventListener("change", ({ target }) => {
        if (target !== this.query) changed(false);
      });
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      changed(false);
    });
  }

  /** @returns {FilterState} what the controls ask for */
  read() {
    const state = emptyState();
    state.q = this.query.value;
    for (const { name, value, checked } of this.chips) {
      if (name === "label" && checked) state.label.push(value);
      for (const kind of LINKS) if (name === kind) state[kind] = checked;
    }
    const chosen = Object.fromEntries([...this.choices].map(([name, { value }]) => [name, value]));
    return Object.assign(state, chosen);
  }

  /**
   * Sets the controls; a value that the page does not offer is added, so that it can be seen.
   * @param {FilterState} state
   */
  write(state) {
    if (this.query.value.trim() !== state.q) this.query.value = state.q;
    for (const chip of this.chips) {
      chip.checked = chip.name === "label"
        ? state.label.includes(chip.value)
        : LINKS.some((kind) => kind === chip.name && state[kind]);
    }
    for (const name of CHOICES) {
      const select = this.choices.get(name);
      if (!select) continue;
      if (![...select.options].some(({ value }) => value === state[name])) {
        const option = new Option(state[name], state[name]);
        option.dataset.shown = state[name];
        select.add(option);
      }
      select.value = state[name];
    }
  }

  /**
   * Shows which of the common filters are asked for.
   * @param {FilterState} state
   */
  #pressQuick(state) {
    for (const button of this.quick) {
      button.ariaPressed = String(includes(state, parseState(button.dataset.asks ?? "")));
    }
  }

  /**
   * Shows what a state leaves.
   * @param {FilterState} state
   * @param {Matches} matches
   * @param {number} asked how many things the state asks for
   */
  showMatches(state, { count, counts, loosened }, asked) {
    const result = /** @type {HTMLElement} */ (this.form.querySelector(".mdx-filter__count"));
    result.textContent = asked
      ? text("reading.matching", { count, total: this.total })
      : text("papers.count", { count });
    for (const chip of this.chips) {
      const left = (chip.name === "label" ? counts.label.get(chip.value) : counts.links.get(chip.name)) ?? 0;
      const shown = /** @type {HTMLElement} */ (chip.parentElement?.querySelector(".mdx-chip__count"));
      setText(shown, String(left));
      chip.parentElement?.classList.toggle("mdx-chip--none", !left && !chip.checked);
    }
    for (const name of /** @type {const} */ (["venue", "year", "category"])) {
      for (const option of this.choices.get(name)?.options ?? []) {
        const { value, dataset } = option;
        if (!value) continue;
        const left = counts[name].get(value) ?? 0;
        setText(option, text("filter.choice", { choice: dataset.shown ?? value, count: left }));
      }
    }
    this.#pressQuick(state);
    for (const clear of this.#both(".mdx-filter__clear")) clear.hidden = !asked;
    const facets = asked - (state.q.trim() ? 1 : 0);
    for (const badge of this.#both(".mdx-filter__active")) badge.textContent = facets ? String(facets) : "";
    for (const apply of this.#both(".mdx-sheet__apply")) apply.textContent = text("reading.show", { count });
    for (const list of this.#both(".mdx-filter__export")) list.hidden = !count;
    this.empty.hidden = count > 0;
    if (!count) this.#explain(loosened);
  }

  /**
   * Says how the search behind the words stands.
   * @param {import("./search-papers.js").Status} status
   */
  showStatus(status) {
    const said = /** @type {HTMLElement} */ (this.form.querySelector(".mdx-filter__status"));
    setText(said, status && text(`search.${STATUS_TEXTS[status]}`));
  }

  /** @param {Matches["loosened"]} loosened */
  #explain(loosened) {
    const useful = loosened.filter(({ count }) => count);
    const said = document.createElement("p");
    said.textContent = text(useful.length ? "reading.none" : "reading.none_at_all");
    const ways = useful.map(({ demand, count }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "mdx-button";
      button.textContent = text("reading.loosen", { demand: this.#named(demand), count });
      button.addEventListener("click", () => {
        const state = this.read();
        if (demand.name === "label") state.label = state.label.filter((id) => id !== demand.value);
        else Object.assign(state, { [demand.name]: emptyState()[demand.name] });
        this.write(state);
        this.query.focus({ preventScroll: true });
        this.form.requestSubmit();
      });
      return button;
    });
    this.empty.replaceChildren(said, ...ways);
  }

  /** @param {import("./matching.js").Demand} demand */
  #named({ name, value }) {
    const label = this.chips.find((chip) => chip.name === name && chip.value === value);
    if (label) return label.parentElement?.querySelector("span")?.textContent ?? value;
    const option = [...(this.choices.get(name)?.options ?? [])].find((one) => one.value === value);
    return option?.dataset.shown ?? option?.textContent ?? value;
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement[]} the elements in the bar and in the sheet
   */
  #both(selector) {
    return [this.form, this.sheet].flatMap((place) => [
      .../** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(selector)),
    ]);
  }

  #openSheetOnDemand() {
    const body = /** @type {HTMLElement} */ (this.sheet.querySelector(".mdx-dialog__body"));
    this.form.querySelector(".mdx-filter__open")?.addEventListener("click", () => {
      body.append(this.facets);
      this.sheet.showModal();
    });
    this.sheet.addEventListener("close", () => {
      this.form.querySelector(".mdx-filter__line")?.after(this.facets);
    });
    // The bar shows its facets itself from this width on (filter.css).
    matchMedia("(min-width: 60em)").addEventListener("change", () => this.sheet.close());
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} value
 */
function setText(element, value) {
  if (element.textContent !== value) element.textContent = value;
}
