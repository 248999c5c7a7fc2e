// @ts-check
/** The rows of the list of results, made from the templates of overrides/partials/search.html. */

import { text } from "./texts.js";

/** @typedef {import("./search-results.js").Result} Result */

export class ResultRows {
  /** @param {HTMLDialogElement} dialog holds the templates and leads to the root of its locale */
  constructor(dialog) {
    this.dialog = dialog;
    this.root = new URL(dialog.dataset.root ?? "", document.baseURI);
  }

  /**
   * @param {Result} result
   * @param {number} position
   */
  row(result, position) {
    const row = fromTemplate(this.dialog, "result");
    const [cell, main, title, facts] = ["__cell", "__main", "__title", "__facts"].map(
      (name) => /** @type {HTMLElement} */ (row.querySelector(`.mdx-result${name}`)),
    );
    if (!cell || !(main instanceof HTMLAnchorElement) || !title || !facts) return row;
    cell.id = `mdx-search-result-${position}`;
    main.href = new URL(result.location, this.root).href;
    if (result.language !== document.documentElement.lang) title.lang = result.language;
    title.append(...result.title.map((part) => (part.marked ? this.mark(part.text) : part.text)));
    for (const said of [...this.kindOf(result), ...result.facts]) {
      const fact = fromTemplate(this.dialog, "fact");
      fact.textContent = said;
      facts.append(fact);
    }
    for (const [kind, address] of Object.entries(result.links)) {
      const linkCell = fromTemplate(this.dialog, kind);
      const link = /** @type {HTMLAnchorElement} */ (linkCell.querySelector("a"));
      link.href = address;
      link.ariaLabel = text(link.dataset.label ?? "", { title: result.name });
      row.append(linkCell);
    }
    return row;
  }

  /**
   * Returns the name of a result's kind, unless it is obvious.
   * @param {Result} result
   */
  kindOf({ kind }) {
    return kind === "dataset" || kind === "page" ? [text(`search.${kind}`)] : [];
  }

  /** @param {string} words */
  mark(words) {
    const mark = fromTemplate(this.dialog, "mark");
    mark.textContent = words;
    return mark;
  }
}

/**
 * Returns a new element like the one in a template.
 * @param {HTMLElement} holder
 * @param {string} name
 * @returns {HTMLElement}
 */
export function fromTemplate(holder, name) {
  const template = holder.querySelector(`template[data-template="${name}"]`);
  const content = /** @type {HTMLTemplateElement} */ (template).content;
  return /** @type {HTMLElement} */ (document.importNode(content, true).firstElementChild);
}
