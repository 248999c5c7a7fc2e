// @ts-check
/** The dialog that shows papers side by side: facts as rows. Loaded when it is first opened. */

import { copy } from "./clipboard.js";
import { csv, latex, markdown } from "./compare-formats.js";
import { open as openDialog } from "./opened.js";
import { text } from "./texts.js";

/** @typedef {import("./paper-list.js").ListedPaper} ListedPaper */

const PARAMETER = "compare";
const dialog = /** @type {HTMLDialogElement} */ (document.querySelector(".mdx-compare-dialog"));
const table = /** @type {HTMLTableElement} */ (dialog.querySelector("table"));
// The name of a fact, and the elements of a row that show it.
const FACTS = /** @type {[string, string][]} */ ([
  ["about", ".mdx-paper__summary"],
  ["date", ".mdx-paper__date time"],
  ["authors", ".mdx-paper__authors a"],
  ["publication", ".mdx-paper__publication .mdx-link, .mdx-paper__publication span"],
  ["labels", ".mdx-label"],
  ["code_status", '[data-fact="code"]'],
  ["weights", '[data-fact="weights"]'],
  ["licence", '[data-fact="licence"]'],
  ["use", '[data-fact="use"]'],
  ["project", ".mdx-paper__project a"],
  ["code", ".mdx-paper__code a"],
  ["blog", ".mdx-paper__blog a"],
]);
// Facts whose differences are worth marking; others, such as titles, always differ.
const COMPARABLE = new Set(["publication", "labels", "code_status", "weights", "licence", "use"]);
/** @type {string[][]} */
let compared = [];

/**
 * Opens the dialog for papers of the page.
 * @param {readonly ListedPaper[]} papers
 */
export function open(papers) {
  const facts = FACTS.map(([fact, parts]) => ({
    name: text(`compare.${fact}`),
    comparable: COMPARABLE.has(fact),
    values: papers.map(({ row }) => [...row.querySelectorAll(parts)]),
  })).filter(({ values }) => values.some((found) => found.length));
  table.style.setProperty("--mdx-compared", String(papers.length));
  table.replaceChildren(head(papers), body(facts));
  compared = [
    [text("compare.paper"), ...papers.map(({ title }) => title)],
    ...facts.map(({ name, values }) => [name, ...values.map(written)]),
  ];
  openDialog(dialog);
  address(papers.map(({ id }) => id).join(" "));
}

/** @param {readonly ListedPaper[]} papers */
function head(papers) {
  const section = document.createElement("thead");
  const row = section.insertRow();
  row.append(cell("th", [text("compare.paper")], "col"));
  for (const { row: listed } of papers) {
    const title = /** @type {Element} */ (listed.querySelector("[data-paper-title]"));
    row.append(cell("th", [title.cloneNode(true)], "col"));
  }
  return section;
}

/** @param {{name: string, comparable: boolean, values: Element[][]}[]} facts */
function body(facts) {
  const section = document.createElement("tbody");
  for (const { name, comparable, values } of facts) {
    const row = section.insertRow();
    const differs = comparable && new Set(values.map(written)).size > 1;
    row.classList.toggle("mdx-compare__differs", differs);
    const header = cell("th", [name], "row");
    if (differs) {
      const mark = document.createElement("span");
      mark.className = "mdx-compare__mark";
      mark.title = mark.ariaLabel = text("compare.differs");
      mark.role = "img";
      mark.textContent = "≠";
      header.append(" ", mark);
    }
    row.append(header, ...values.map((parts) => cell("td", shown(parts))));
  }
  return section;
}

/**
 * @param {"th" | "td"} tag
 * @param {(Node | string)[]} content
 * @param {string} [scope]
 */
function cell(tag, content, scope) {
  const element = document.createElement(tag);
  if (scope) element.setAttribute("scope", scope);
  element.append(...content);
  return element;
}

/**
 * @param {Element[]} parts
 * @returns {(Node | string)[]}
 */
function shown(parts) {
  if (!parts.length) return [text("compare.unknown")];
  return parts.flatMap((part, index) => [...(index ? [text("compare.separator")] : []), part.cloneNode(true)]);
}

/**
 * What a cell says outside the page: the address of a link whose text says only its kind.
 * @param {Element[]} parts
 */
function written(parts) {
  return parts.map((part) => {
    const link = part instanceof HTMLAnchorElement && part.matches(".mdx-link:not(.mdx-link--publication)");
    return link ? part.href : (part.textContent ?? "").trim();
  }).join(text("compare.separator"));
}

/**
 * Writes the papers into the address, so that it can be shared.
 * @param {string} ids
 */
function address(ids) {
  const here = new URL(location.href);
  if (ids) here.searchParams.set(PARAMETER, ids);
  else here.searchParams.delete(PARAMETER);
  history.replaceState(history.state, "", here);
}

dialog.addEventListener("close", () => address(""));
dialog.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const format = { markdown, latex, csv }[button?.dataset.format ?? ""];
  if (format) void copy(format(compared), text("reading.copied"));
  else if (button?.dataset.copy === "address") void copy(location.href, text("reading.comparison_copied"));
});
