// @ts-check
/**
 * A list of thousands of papers. Most rows arrive as the text of a `noscript` per year and become
 * elements when needed. Filters, orders and counts cover every paper; the page contains the rows near
 * the screen and, for the browser's find-in-page, the first ones of the list.
 */

import { ListedPaper, PaperList } from "./paper-list.js";
import { nearScreen } from "./near-screen.js";

/** How many screens above and below the visible one are filled with rows. */
const MARGIN = 1;
/** Milliseconds after a new result before the screens around the visible one are filled. */
const SOON = 150;
/** Milliseconds without a change before the first rows of the list are added to the page. */
const PAUSE = 1000;
const ROW = '<tr class="mdx-paper"';

/**
 * Splits the HTML of rows into the start tag and the content of each. In the output of the row's
 * template, `<` and `>` occur in tags only; texts and attributes have them escaped.
 * @param {string} html
 * @returns {{start: string, content: string}[]}
 */
export function splitRows(html) {
  return html.split(ROW).slice(1).map((row) => {
    const end = row.indexOf(">") + 1;
    return { start: ROW + row.slice(0, end), content: row.slice(end, row.lastIndexOf("</tr>")) };
  });
}

/**
 * Splits papers into batches of at most `size`.
 * @template P
 * @param {readonly P[]} papers
 * @param {number} size
 * @returns {P[][]}
 */
export function batches(papers, size) {
  return Array.from({ length: Math.ceil(papers.length / size) }, (_, index) =>
    papers.slice(index * size, (index + 1) * size),
  );
}

/** A body of rows: either filled, or empty with the expected height of its rows. */
class Body {
  /**
   * @param {HTMLTableSectionElement} element
   * @param {ListedPaper[]} papers
   * @param {boolean} filled
   */
  constructor(element, papers, filled) {
    this.element = element;
    this.papers = papers;
    this.filled = filled;
    if (!filled) this.#expect();
  }

  /**
   * Replaces its papers; the same papers change nothing.
   * @param {ListedPaper[]} papers
   */
  hold(papers) {
    if (papers.length === this.papers.length && papers.every((paper, at) => paper === this.papers[at])) return;
    this.papers = papers;
    if (this.filled) this.element.replaceChildren();
    this.filled = false;
    this.#expect();
  }

  #expect() {
    this.element.classList.remove("mdx-near");
    this.element.style.setProperty("--mdx-shown", String(this.papers.length));
    for (const paper of this.papers) paper.body = this.element;
  }

  /** Adds the rows to the page; returns whether they were missing. */
  fill() {
    if (this.filled) return false;
    this.filled = true;
    this.element.replaceChildren(...this.papers.map(({ row }) => row));
    return true;
  }

  /** Adds the rows and lays them out even outside the screen; returns whether anything changed. */
  layOut() {
    const isNew = !this.element.classList.contains("mdx-near");
    this.element.classList.add("mdx-near");
    return this.fill() || isNew;
  }
}

/** @typedef {Map<Element | null, {row: HTMLTableRowElement, content: string}[]>} Unpacked */

export class LongPaperList extends PaperList {
  /** @type {Map<HTMLTableElement, Body[]>} */ #bodies = new Map();
  /** @type {Map<HTMLTableElement, ListedPaper[]>} the papers of each year */ #ofYear = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #filling;
  #scrolled = false;

  /**
   * @param {ReadonlyMap<string, string>} labelNames
   * @param {(table: HTMLTableElement) => void} prepareTable
   * @param {HTMLElement} covered the note on find-in-page; its data has the number of rows covered
   * @param {Unpacked} later
   */
  constructor(labelNames, prepareTable, covered, later) {
    super(labelNames, prepareTable);
    this.covered = covered;
    this.limit = Number(covered.dataset.covered);
    const listed = this.papers;
    for (const { table } of this.years) {
      const added = (later.get(table) ?? []).map(({ row, content }) => new ListedPaper(row, labelNames, content));
      const papers = [...listed.filter(({ body }) => body.parentElement === table), ...added];
      this.#ofYear.set(table, papers);
      const size = Number(table.dataset.batch);
      this.#bodies.set(table, batches(papers, size).map((batch, index) => {
        const element = table.tBodies[index];
        return new Body(element ?? table.createTBody(), batch, element?.rows.length === batch.length);
      }));
    }
    this.papers = this.ordered = [...this.#ofYear.values()].flat();
    addEventListener("scroll", () => this.#follow(), { passive: true });
    addEventListener("resize", () => this.#follow());
    addEventListener("beforeprint", () => this.#shownBodies.forEach((body) => body.fill()));
    // The headings have moved since the browser scrolled to one.
    document.querySelector("h2:target")?.scrollIntoView();
    this.#fillAround();
  }

  /** @param {import("./filter-state.js").Sort} sort */
  order(sort) {
    const [first] = this.years;
    if (sort === this.sort || !first) return;
    this.arrange(sort);
    if (sort !== "-date") this.flat ??= this.flatSection(first);
  }

  /** @param {readonly boolean[]} passed in the order of `papers` */
  show(passed) {
    const focused = document.activeElement;
    this.papers.forEach((paper, index) => { paper.shown = passed[index] ?? false; });
    const byYear = this.sort === "-date";
    /** @type {Set<HTMLElement | null>} */
    const alive = new Set();
    for (const { table } of [...this.years, ...(this.flat ? [this.flat] : [])]) {
      const papers = table === this.flat?.table ? (byYear ? [] : this.shown) : byYear ? this.#shownOf(table) : [];
      this.#lay(table, papers);
      if (papers.length) alive.add(table);
    }
    this.showSections(alive);
    this.#fill(0);
    this.#filling = setTimeout(() => this.#fillAround(), SOON);
    // Moving a row takes the focus away from its controls.
    if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) {
      focused.focus({ preventScroll: true });
    }
  }

  /**
   * Adds a paper's row to the page, then scrolls to it and targets it as the browser does for an anchor.
   * @param {ListedPaper} paper
   */
  reveal(paper) {
    const body = this.#shownBodies.find(({ element }) => element === paper.body);
    if (body?.fill() && location.hash) location.replace(location.href);
  }

  /** @param {HTMLTableElement} table */
  #shownOf(table) {
    return (this.#ofYear.get(table) ?? []).filter(({ shown }) => shown);
  }

  /**
   * @param {HTMLTableElement} table
   * @param {ListedPaper[]} papers
   */
  #lay(table, papers) {
    const bodies = this.#bodies.get(table) ?? [];
    const parts = batches(papers, Number(table.dataset.batch));
    parts.forEach((part, index) => {
      if (bodies[index]) bodies[index].hold(part);
      else bodies.push(new Body(table.createTBody(), part, false));
    });
    for (const { element } of bodies.splice(parts.length)) element.remove();
    this.#bodies.set(table, bodies);
  }

  get #shownBodies() {
    return [this.flat, ...this.years].flatMap((section) => (section && this.#bodies.get(section.table)) ?? []);
  }

  /**
   * Fills the bodies at most `margin` screens away.
   * @param {number} margin
   */
  #fill(margin) {
    clearTimeout(this.#filling);
    const bodies = this.#shownBodies;
    const of = new Map(bodies.map((body) => [body.element, body]));
    const elements = [...of.keys()];
    // Its real height may differ from the expected one and bring the next body near.
    while (nearScreen(elements, margin).map((element) => of.get(element)?.layOut()).includes(true));
    const listed = bodies.reduce((sum, { papers }) => sum + papers.length, 0);
    this.covered.hidden = listed <= this.limit;
  }

  /** Fills the first bodies of the list, one per task, so that input never waits long. */
  #fillFirst() {
    const bodies = this.#shownBodies;
    let rows = 0;
    const next = bodies.find((body) => {
      rows += body.papers.length;
      return rows <= this.limit && !body.filled;
    });
    if (!next) return;
    next.fill();
    this.#filling = setTimeout(() => this.#fillFirst());
  }

  /** Fills what the reader scrolls to, at most once a frame. */
  #follow() {
    if (this.#scrolled) return;
    this.#scrolled = true;
    requestAnimationFrame(() => {
      this.#scrolled = false;
      this.#fillAround();
    });
  }

  /**
   * Fills what is near and, after a pause, the first bodies of the list. What the reader sees stays in
   * place, though heights above it change.
   */
  #fillAround() {
    const seen = this.#inSight;
    const before = seen?.getBoundingClientRect().top ?? 0;
    this.#fill(MARGIN);
    this.#filling = setTimeout(() => this.#fillFirst(), PAUSE);
    const moved = seen?.isConnected ? seen.getBoundingClientRect().top - before : 0;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  }

  /** @returns {Element | null | undefined} a visible heading, else the row in the middle */
  get #inSight() {
    const heading = this.years.map((year) => year.heading).find((one) => {
      const { top, height } = one?.getBoundingClientRect() ?? { top: 0, height: 0 };
      return height > 0 && top >= 0 && top < innerHeight;
    });
    return heading ?? document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("tr, tbody");
  }
}

/**
 * Reads the rows that arrive as text; a year with only such rows gets its table.
 * @returns {Promise<Unpacked>} by table, empty rows and the HTML of their content
 */
export async function unpacked() {
  /** @type {Unpacked} */
  const later = new Map();
  for (const text of document.querySelectorAll("noscript.mdx-later")) {
    const [head = "", ...bodies] = (text.textContent ?? "").split("<tbody>");
    if (!text.previousElementSibling?.matches("table")) text.insertAdjacentHTML("beforebegin", head);
    const rows = bodies.flatMap(splitRows);
    const holder = document.createElement("tbody");
    holder.innerHTML = rows.map(({ start }) => `${start}</tr>`).join("");
    later.set(
      text.previousElementSibling,
      [...holder.rows].map((row, index) => ({ row, content: rows[index]?.content ?? "" })),
    );
    text.nextElementSibling?.remove();
    text.remove();
    // One year per task, so that the page stays responsive on a phone.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return later;
}
