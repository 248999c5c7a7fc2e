// @ts-check
/** The papers of a page: their rows, read once, shown, hidden and put in order. */

import { fold } from "./folding.js";
import { sorted } from "./sorting.js";

/** @typedef {import("./filter-state.js").Sort} Sort */

/** A row and its data attributes; its words are read when first needed. */
export class ListedPaper {
  #row;
  /** @type {string} the HTML that an empty row still needs */ #content;
  /** @type {string | undefined} */ #title;
  /** @type {string | undefined} */ #text;
  /** @type {string[] | undefined} */ #authors;
  shown = true;

  /**
   * @param {HTMLTableRowElement} row
   * @param {ReadonlyMap<string, string>} labelNames each label's names in every language
   * @param {string} [content] the HTML of an empty row, parsed when the row is first used
   */
  constructor(row, labelNames, content = "") {
    this.#row = row;
    this.#content = content;
    this.labelNames = labelNames;
    /** The body of rows it belongs to, and the one it is in now. */
    this.home = this.body = /** @type {HTMLTableSectionElement} */ (row.parentElement);
    this.id = row.id;
    this.date = row.getAttribute("data-date") ?? "";
    this.year = this.date.slice(0, 4);
    this.added = row.getAttribute("data-added") ?? "";
    this.venue = row.getAttribute("data-venue") ?? "";
    this.categories = parts(row.getAttribute("data-categories"), " ");
    this.labels = parts(row.getAttribute("data-labels"), "\t");
    this.has = parts(row.getAttribute("data-has"), " ");
  }

  get row() {
    if (this.#content) {
      this.#row.innerHTML = this.#content;
      this.#content = "";
      forgetTick(this.#row);
    }
    return this.#row;
  }

  /** Prepares ahead of time what the first use of the filter needs. */
  prepare() {
    if (!this.#content) forgetTick(this.#row);
    return this.text;
  }

  get title() {
    this.#title ??= titleIn(this.#source());
    return this.#title;
  }

  /** The names of the authors, folded. */
  get authors() {
    this.#authors ??= authorsIn(this.#source());
    return this.#authors;
  }

  get text() {
    if (this.#text === undefined) {
      const source = this.#source();
      this.#title ??= titleIn(source);
      this.#authors ??= authorsIn(source);
      const said = [".mdx-paper__name", ".mdx-paper__summary", ".mdx-paper__publication"].map(
        (part) => source.querySelector(part)?.textContent ?? "",
      );
      const labels = this.labels.map((label) => this.labelNames.get(label) ?? label);
      this.#text = fold([this.#title, ...said, ...labels, ...this.#authors].join("\n"));
    }
    return this.#text;
  }

  /** The row to read words from: for an empty row a temporary copy, as a page may have thousands. */
  #source() {
    if (!this.#content) return this.#row;
    const copy = document.createElement("tr");
    copy.innerHTML = this.#content;
    return copy;
  }
}

/**
 * Keeps a checkbox out of the history: a browser saves the state of every control with each address,
 * which takes a tenth of a second for thousands of checkboxes; the selection stores them itself.
 * @param {HTMLTableRowElement} row
 */
function forgetTick(row) {
  row.querySelector(".mdx-tick")?.setAttribute("autocomplete", "off");
}

/** @param {HTMLTableRowElement} row */
function titleIn(row) {
  return row.querySelector("[data-paper-title]")?.textContent ?? "";
}

/** @param {HTMLTableRowElement} row */
function authorsIn(row) {
  return [...row.querySelectorAll(".mdx-paper__authors a")].map((name) => fold(name.textContent ?? ""));
}

/**
 * @param {string | null} value
 * @param {string} separator
 * @returns {string[]}
 */
function parts(value, separator) {
  return value ? value.split(separator) : [];
}

/** A table, and the heading and the link of its year. */
export class Section {
  /** @type {HTMLElement[]} */ parts;

  /**
   * @param {HTMLTableElement} table
   * @param {HTMLElement} [heading]
   */
  constructor(table, heading) {
    this.table = table;
    this.heading = heading;
    const year = heading && document.querySelector(`.mdx-years a[href$="#${heading.id}"]`);
    this.parts = /** @type {HTMLElement[]} */ ([table, heading, year].filter((part) => !!part));
  }

  /** @param {boolean} shown */
  show(shown) {
    for (const part of this.parts) setHidden(part, !shown);
  }
}

/** Every paper of the page. By default the papers are in the tables of their years. */
export class PaperList {
  /** @type {Section | undefined} the one table of every other order */ flat;
  /** @type {Sort} */ sort = "-date";
  /** @type {Map<HTMLElement, number>} how many rows each body shows */ #counts = new Map();

  /**
   * @param {ReadonlyMap<string, string>} labelNames
   * @param {(table: HTMLTableElement) => void} prepareTable called for each table
   */
  constructor(labelNames, prepareTable) {
    this.prepareTable = prepareTable;
    /** @type {NodeListOf<HTMLTableElement>} */
    const tables = document.querySelectorAll("table.mdx-papers");
    tables.forEach(prepareTable);
    this.years = [...tables].map((table) =>
      new Section(table, /** @type {HTMLElement} */ (table.previousElementSibling)),
    );
    this.papers = [...document.querySelectorAll("tr.mdx-paper")].map((row) =>
      new ListedPaper(/** @type {HTMLTableRowElement} */ (row), labelNames),
    );
    /** Every paper, in the order shown. */
    this.ordered = this.papers;
  }

  /** The papers that passed, in the order shown. */
  get shown() {
    return this.ordered.filter(({ shown }) => shown);
  }

  /**
   * Orders the papers without moving their rows.
   * @param {Sort} sort
   */
  arrange(sort) {
    this.sort = sort;
    this.ordered = sorted(this.papers, sort, document.documentElement.lang);
  }

  /**
   * Puts the rows in an order.
   * @param {Sort} sort
   */
  order(sort) {
    const [first] = this.years;
    if (sort === this.sort || !first) return;
    this.arrange(sort);
    if (sort === "-date") {
      for (const paper of this.papers) {
        paper.body = paper.home;
        paper.body.append(paper.row);
      }
      return;
    }
    this.flat ??= this.flatSection(first);
    this.flat.table.querySelectorAll("tbody").forEach((body) => body.remove());
    const batch = Number(this.flat.table.dataset.batch);
    for (let start = 0; start < this.ordered.length; start += batch) {
      const body = this.flat.table.createTBody();
      for (const paper of this.ordered.slice(start, start + batch)) {
        paper.body = body;
        body.append(paper.row);
      }
    }
  }

  /**
   * Shows the papers that passed and hides the others, and years without any.
   * @param {readonly boolean[]} passed in the order of `papers`
   */
  show(passed) {
    /** @type {Map<HTMLElement, number>} */
    const counts = new Map();
    this.papers.forEach((paper, index) => {
      const shown = passed[index] ?? false;
      if (paper.shown !== shown) paper.row.hidden = !shown;
      paper.shown = shown;
      counts.set(paper.body, (counts.get(paper.body) ?? 0) + Number(shown));
    });
    /** @type {Set<HTMLElement | null>} */
    const alive = new Set();
    for (const [body, count] of counts) {
      if (this.#counts.get(body) !== count) {
        setHidden(body, count === 0);
        body.style.setProperty("--mdx-shown", String(count));
      }
      if (count) alive.add(body.parentElement);
    }
    this.#counts = counts;
    this.showSections(alive);
  }

  /**
   * Hides tables without papers, with their headings and links.
   * @param {ReadonlySet<HTMLElement | null>} alive the tables with papers
   */
  showSections(alive) {
    for (const section of this.years) section.show(alive.has(section.table));
    const years = this.years.some(({ table }) => alive.has(table));
    const jump = /** @type {HTMLElement | null} */ (document.querySelector(".mdx-years"));
    if (jump) jump.hidden = !years;
    this.flat?.show(alive.has(this.flat.table));
  }

  /**
   * Puts a paper's row into the page; in this list every row is already there.
   * @param {ListedPaper} _paper
   */
  reveal(_paper) {}

  /** @param {Section} first */
  flatSection({ table, heading }) {
    const flat = /** @type {HTMLTableElement} */ (table.cloneNode(false));
    for (const part of [table.caption, table.tHead]) if (part) flat.append(part.cloneNode(true));
    this.prepareTable(flat);
    heading?.before(flat);
    return new Section(flat);
  }
}

/**
 * @param {HTMLElement} element
 * @param {boolean} hidden
 */
function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}
