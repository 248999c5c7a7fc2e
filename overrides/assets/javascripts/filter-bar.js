// @ts-check
/** The filter: the state of its controls, their counts, the active filters, the panel. */

import { FLAGS, emptyState, includes, parseState } from "./filter-state.js";
import { open } from "./opened.js";
import { text } from "./texts.js";

/** @typedef {import("./filter-state.js").FilterState} FilterState */
/** @typedef {import("./matching.js").Demand} Demand */
/** @typedef {import("./matching.js").Matches} Matches */

const CHOICES = /** @type {const} */ (["venue", "year", "since", "category", "code", "sort"]);
// Whether the panel was open; the sites of one host share their storage.
const STORE = `mdx-filters:${new URL("../../", import.meta.url).pathname}`;

const STATUS_TEXTS = { loading: "loading", failed: "as_typed", partial: "most" };

export class FilterBar {
  /** How many papers the page has. */
  total = 0;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.query = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    this.author = /** @type {HTMLInputElement} */ (form.elements.namedItem("author"));
    this.facets = /** @type {HTMLElement} */ (form.querySelector(".mdx-filter__facets"));
    this.opener = /** @type {HTMLButtonElement} */ (form.querySelector(".mdx-filter__open"));
    this.line = /** @type {HTMLElement} */ (document.querySelector(".mdx-line"));
    this.sheet = /** @type {HTMLDialogElement} */ (document.querySelector(".mdx-sheet"));
    this.empty = /** @type {HTMLElement} */ (document.querySelector(".mdx-filter__empty"));
    /** @type {Map<string, HTMLSelectElement>} */
    this.choices = new Map([...form.querySelectorAll("select")].map((s) => [s.name, s]));
    /** @type {HTMLInputElement[]} */
    this.chips = [...form.querySelectorAll(/** @type {"input"} */ (".mdx-chip input"))];
    /** @type {HTMLButtonElement[]} */
    this.quick = [...form.querySelectorAll(/** @type {"button"} */ (".mdx-filter__quick [data-asks]"))];
    this.#openOnDemand();
    this.#stayInReach();
  }

  /** The names of the labels in every language, by id. */
  get labelNames() {
    const labels = this.chips.filter(({ name }) => name === "label");
    return new Map(labels.map((chip) => [chip.value, chip.dataset.names ?? chip.value]));
  }

  /**
   * Calls back when the reader changes the filter; `typing` is true for a keystroke.
   * @param {(typing: boolean) => void} changed
   */
  onChange(changed) {
    for (const field of [this.query, this.author]) {
      field.addEventListener("input", () => changed(true));
    }
    for (const place of [this.form, this.sheet]) {
      place.addEventListener("change", ({ target }) => {
        if (target !== this.query && target !== this.author) changed(false);
      });
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      changed(false);
    });
  }

  /**
   * Returns the state of the controls.
   * @param {FilterState} state what was asked before, for what no control shows
   * @returns {FilterState}
   */
  read({ selected, added }) {
    const state = { ...emptyState(), selected, added, q: this.query.value, author: this.author.value.trim() };
    for (const { name, value, checked } of this.chips) {
      if (name === "label" && checked) state.label.push(value);
      for (const flag of FLAGS) if (flag === name) state[flag] = checked;
    }
    const chosen = Object.fromEntries([...this.choices].map(([name, { value }]) => [name, value]));
    return Object.assign(state, chosen);
  }

  /**
   * Sets the controls; a value that the page does not offer is added, so that it is visible.
   * @param {FilterState} state
   */
  write(state) {
    if (this.query.value.trim() !== state.q) this.query.value = state.q;
    if (this.author.value.trim() !== state.author) this.author.value = state.author;
    for (const chip of this.chips) {
      chip.checked = chip.name === "label"
        ? state.label.includes(chip.value)
        : FLAGS.some((flag) => flag === chip.name && state[flag]);
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
   * Shows the result of a filter.
   * @param {FilterState} state
   * @param {Matches} matches
   * @param {Demand[]} asked what the state asks for
   */
  showMatches(state, { count, counts, loosened }, asked) {
    const result = /** @type {HTMLElement} */ (this.line.querySelector(".mdx-filter__count"));
    setText(result, asked.length
      ? text("reading.matching", { count, total: this.total })
      : text("papers.count", { count }));
    for (const chip of this.chips) {
      const left = (chip.name === "label" ? counts.label.get(chip.value) : counts.has.get(chip.name)) ?? 0;
      const shown = /** @type {HTMLElement} */ (chip.parentElement?.querySelector(".mdx-chip__count"));
      setText(shown, String(left));
      chip.parentElement?.classList.toggle("mdx-chip--none", !left && !chip.checked);
    }
    for (const name of /** @type {const} */ (["venue", "year", "category", "code"])) {
      for (const option of this.choices.get(name)?.options ?? []) {
        const { value, dataset } = option;
        if (!value) continue;
        const left = counts[name].get(value) ?? 0;
        setText(option, text("filter.choice", { choice: dataset.shown ?? value, count: left }));
      }
    }
    for (const button of this.quick) {
      button.ariaPressed = String(includes(state, parseState(button.dataset.asks ?? "")));
    }
    this.#showChosen(asked);
    for (const clear of this.#all(".mdx-filter__clear")) clear.hidden = !asked.length;
    for (const share of this.#all(".mdx-filter__share")) share.hidden = !asked.length;
    const facets = asked.filter(({ name }) => name !== "q").length;
    for (const badge of this.#all(".mdx-filter__active")) badge.textContent = facets ? String(facets) : "";
    for (const apply of this.#all(".mdx-sheet__apply")) apply.textContent = text("reading.show", { count });
    for (const list of this.#all(".mdx-filter__export")) list.hidden = !count;
    this.empty.hidden = count > 0;
    if (!count) this.#explain(loosened);
  }

  /**
   * Shows the status of the search.
   * @param {import("./search-papers.js").Status} status
   */
  showStatus(status) {
    const said = /** @type {HTMLElement} */ (document.querySelector(".mdx-filter__status"));
    setText(said, status && text(`search.${STATUS_TEXTS[status]}`));
    said.classList.toggle("mdx-filter__status--loading", status === "loading");
  }

  /**
   * Shows each active filter as a chip that removes it.
   * @param {Demand[]} asked
   */
  #showChosen(asked) {
    const chosen = /** @type {HTMLElement} */ (this.line.querySelector(".mdx-filter__chosen"));
    const focused = document.activeElement?.parentElement === chosen;
    chosen.replaceChildren(...asked.map((demand) => {
      const named = this.#named(demand);
      const button = this.#taking(demand, "mdx-chip mdx-chip--chosen", named);
      button.ariaLabel = text("filter.remove", { demand: named });
      return button;
    }));
    if (focused) {
      const next = /** @type {HTMLElement} */ (chosen.querySelector("button") ?? this.query);
      next.focus({ preventScroll: true });
    }
  }

  /** @param {Matches["loosened"]} loosened */
  #explain(loosened) {
    const useful = loosened.filter(({ count }) => count);
    const said = document.createElement("p");
    said.textContent = text(useful.length ? "reading.none" : "reading.none_at_all");
    const ways = useful.map(({ demand, count }) =>
      this.#taking(demand, "mdx-button", text("reading.loosen", { demand: this.#named(demand), count })),
    );
    this.empty.replaceChildren(said, ...ways);
  }

  /**
   * Returns a button that removes a demand.
   * @param {Demand} demand
   * @param {string} className
   * @param {string} shown
   */
  #taking({ name, value }, className, shown) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = className;
    button.textContent = shown;
    button.dataset.name = name;
    button.dataset.value = value;
    return button;
  }

  /** @param {Demand} demand */
  #named({ name, value }) {
    if (name === "selected") return text("filter.selected");
    if (name === "added") return text("reading.added", { day: value });
    if (name === "q") return `“${value}”`;
    const chip = this.chips.find((one) => one.name === name && one.value === value);
    if (chip) return chip.parentElement?.querySelector("span")?.textContent ?? value;
    const option = [...(this.choices.get(name)?.options ?? [])].find((one) => one.value === value);
    return option?.dataset.shown ?? option?.textContent ?? value;
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement[]} the elements in the bar, the line and the sheet
   */
  #all(selector) {
    return [this.form, this.line, this.sheet].flatMap((place) => [
      .../** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(selector)),
    ]);
  }

  /** The panel opens below the bar if there is room; otherwise, and from the line, as a sheet. */
  #openOnDemand() {
    const body = /** @type {HTMLElement} */ (this.sheet.querySelector(".mdx-dialog__body"));
    const wide = matchMedia("(min-width: 60em)");
    const inSheet = () => {
      this.facets.hidden = false;
      body.append(this.facets);
      open(this.sheet);
    };
    this.opener.addEventListener("click", () => {
      if (wide.matches) this.#unfold(this.facets.hidden === true);
      else inSheet();
    });
    this.line.querySelector(".mdx-line__open")?.addEventListener("click", inSheet);
    this.sheet.addEventListener("close", () => {
      this.form.append(this.facets);
      this.#unfold(wide.matches && stored() === "open", false);
    });
    wide.addEventListener("change", () => {
      if (this.sheet.open) this.sheet.close();
      else this.#unfold(wide.matches && stored() === "open", false);
    });
    this.#unfold(wide.matches && stored() === "open", false);
  }

  /**
   * @param {boolean} shown
   * @param {boolean} [remember]
   */
  #unfold(shown, remember = true) {
    this.facets.hidden = !shown;
    this.opener.ariaExpanded = String(shown);
    if (remember) store(shown ? "open" : "");
  }

  /** The line under the header leads to the filters while the bar is out of sight. */
  #stayInReach() {
    const opener = /** @type {HTMLElement} */ (this.line.querySelector(".mdx-line__open"));
    new IntersectionObserver(([entry]) => {
      const away = !!entry && !entry.isIntersecting;
      opener.hidden = !away;
      this.line.classList.toggle("mdx-line--stuck", away);
    }).observe(this.form);
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} value
 */
function setText(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

function stored() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null; // Storage is switched off.
  }
}

/** @param {string} value */
function store(value) {
  try {
    localStorage.setItem(STORE, value);
  } catch {
    // Storage is switched off: the panel is closed on the next page.
  }
}
