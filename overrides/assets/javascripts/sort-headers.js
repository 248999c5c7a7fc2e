// @ts-check
/** Column headers as buttons that order the papers. */

/** @typedef {import("./filter-state.js").Sort} Sort */

const COLUMNS = /** @type {const} */ ({ date: "date", title: "title", publication: "venue" });

/**
 * Makes the headers of a table buttons.
 * @param {HTMLTableElement} table
 */
export function makeSortable(table) {
  for (const [column, order] of Object.entries(COLUMNS)) {
    const header = table.tHead?.querySelector(`.mdx-papers__${column}`);
    if (!header || header.querySelector("button")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mdx-sort";
    button.dataset.order = order;
    button.append(...header.childNodes);
    header.append(button);
  }
}

/**
 * Returns the order a header's button leads to: dates start with the latest, texts with A.
 * @param {string} order
 * @param {Sort} current
 * @returns {Sort}
 */
export function nextSort(order, current) {
  const [first, second] = order === "date" ? ["-date", "date"] : [order, `-${order}`];
  return /** @type {Sort} */ (current === first ? second : first);
}

/**
 * Shows the current order in the headers of every table.
 * @param {Sort} sort
 */
export function showSort(sort) {
  for (const button of document.querySelectorAll(".mdx-sort")) {
    const header = button.closest("th");
    if (!(button instanceof HTMLElement) || !header) continue;
    if (sort.replace("-", "") !== button.dataset.order) header.removeAttribute("aria-sort");
    else header.ariaSort = sort.startsWith("-") ? "descending" : "ascending";
  }
}
