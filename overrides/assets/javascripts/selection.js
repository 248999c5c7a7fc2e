// @ts-check
/** The papers a reader has selected: stored in the browser, or in a shared address. */

import { copy } from "./clipboard.js";
import { text } from "./texts.js";

/** @typedef {{id: string, date: string}} Selected a paper's id and month of first appearance */

// Sites of one host share its storage; the path of the site keeps their selections apart.
const STORE = `mdx-selection:${new URL("../../", import.meta.url).pathname}`;
const PARAMETER = "selected";

export class Selection {
  /** @type {Map<string, string>} dates by id, in the order ticked */ #dates = new Map();
  /** @type {Set<Element>} the checked boxes, also in rows outside the page */ #ticked = new Set();
  #shared = false;
  #bar = /** @type {HTMLElement} */ (document.querySelector(".mdx-selection"));

  /**
   * @param {readonly (Selected & {row: HTMLTableRowElement})[]} listed the papers of the page
   * @param {(ids: string[]) => void} changedShared called when the selection in the address changes
   */
  constructor(listed, changedShared) {
    this.changedShared = changedShared;
    this.rows = new Map(listed.map((paper) => [paper.id, paper]));
    this.#read();
    addEventListener("popstate", () => this.#read());
    addEventListener("storage", ({ key }) => key === STORE && this.#read());
    document.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.matches(".mdx-tick")) this.#tick(target);
    });
    this.#on("clear", () => this.#clear());
    this.#on("share", () => this.#share());
  }

  /** @returns {Selected[]} */
  get papers() {
    return [...this.#dates].map(([id, date]) => ({ id, date }));
  }

  /**
   * @param {string} name
   * @param {() => void} act
   */
  #on(name, act) {
    this.#bar.querySelector(`.mdx-selection__${name}`)?.addEventListener("click", act);
  }

  /**
   * Applies the selection of the address; without one, the browser's stays.
   * @param {readonly string[]} ids
   */
  follow(ids) {
    if (this.#shared !== ids.length > 0) this.#read();
  }

  /** @param {HTMLInputElement} box */
  #tick(box) {
    const paper = this.rows.get(box.closest("tr")?.id ?? "");
    if (!paper) return;
    if (box.checked) this.#dates.set(paper.id, paper.date);
    else this.#dates.delete(paper.id);
    this.#write();
    this.#show();
  }

  /** Leads to what can be done with the selection; by Tab alone every row is on the way. */
  focus() {
    /** @type {HTMLElement} */ (this.#bar.querySelector(".mdx-selection__compare")).focus();
  }

  #clear() {
    this.#dates.clear();
    this.#write();
    this.#show();
    document.querySelector("form.mdx-filter")?.querySelector("input")?.focus({ preventScroll: true });
  }

  /** The page of all papers, where every selection can be shown. */
  get home() {
    const address = new URL(this.#bar.dataset.papers ?? "", location.href);
    address.search = address.hash = "";
    return address;
  }

  #share() {
    const here = this.home;
    here.searchParams.set(PARAMETER, [...this.#dates.keys()].join(" "));
    void copy(here.href, text("reading.selection_copied"));
  }

  /** Reads the selection from the address if it has one, else from the browser. */
  #read() {
    const given = new URLSearchParams(location.search).get(PARAMETER);
    this.#shared = given !== null;
    const shared = (given ?? "").split(" ").flatMap((id) => {
      const paper = this.rows.get(id);
      return paper ? [/** @type {[string, string]} */ ([id, paper.date])] : [];
    });
    this.#dates = new Map(this.#shared ? shared : stored());
    this.#show();
  }

  #write() {
    if (!this.#shared) {
      store([...this.#dates]);
      return;
    }
    this.changedShared([...this.#dates.keys()]);
  }

  #show() {
    for (const box of [...document.querySelectorAll(".mdx-tick:checked"), ...this.#ticked]) show(box, false);
    this.#ticked.clear();
    for (const id of this.#dates.keys()) {
      const box = this.rows.get(id)?.row.querySelector(".mdx-tick");
      if (!box) continue;
      show(box, true);
      this.#ticked.add(box);
    }
    const count = this.#dates.size;
    this.#bar.hidden = !count;
    document.body.classList.toggle("mdx-selecting", count > 0);
    const said = this.#bar.querySelector(".mdx-selection__count");
    if (said) said.textContent = text("reading.selected", { count });
  }
}

/**
 * @param {Element} box
 * @param {boolean} selected
 */
function show(box, selected) {
  /** @type {HTMLInputElement} */ (box).checked = selected;
  box.closest("tr")?.classList.toggle("mdx-paper--selected", selected);
}

/** @returns {[string, string][]} */
function stored() {
  try {
    const entries = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return entries.filter((/** @type {unknown[]} */ [id, date]) => typeof id === "string" && typeof date === "string");
  } catch {
    return []; // Storage is disabled or contains something else.
  }
}

/** @param {[string, string][]} entries */
function store(entries) {
  try {
    localStorage.setItem(STORE, JSON.stringify(entries));
  } catch {
    // Storage is disabled: the selection lasts as long as the page.
  }
}
