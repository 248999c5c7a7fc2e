// @ts-check
/** Highlights a filter's matches in the rows on the screen (CSS Custom Highlight API). */

import { nearScreen } from "./near-screen.js";
import { ranges } from "./search-marks.js";

/** @typedef {import("./paper-list.js").ListedPaper} ListedPaper */

const MARKED = "[data-paper-title], .mdx-paper__authors, .mdx-link--publication, .mdx-label";
const NAME = "mdx-match";

/** @type {ListedPaper[]} */
let shown = [];
/** @type {import("./search-marks.js").Sought | undefined} */
let sought;
let waiting = false;

/**
 * Marks words in these rows, now and while the reader scrolls.
 * @param {ListedPaper[]} papers those shown, in their order
 * @param {import("./search-marks.js").Sought} [words] nothing is marked without
 */
export function mark(papers, words) {
  if (!("highlights" in CSS)) return;
  [shown, sought] = [papers, words];
  refreshSoon();
}

function refreshSoon() {
  if (waiting) return;
  waiting = true;
  // After the frame, when the layout is done and positions are cheap to read.
  requestAnimationFrame(() => setTimeout(refresh));
}

function refresh() {
  waiting = false;
  if (!sought) {
    CSS.highlights.delete(NAME);
    return;
  }
  CSS.highlights.set(NAME, new Highlight(...onScreen().flatMap(rangesIn)));
}

/** @returns {ListedPaper[]} the papers in the bodies of rows that are near the screen */
function onScreen() {
  // Reading the position of a row in a skipped body would force its layout.
  const near = new Set(nearScreen([...new Set(shown.map(({ body }) => body))], 0.5));
  return shown.filter(({ body }) => near.has(body));
}

/**
 * @param {ListedPaper} paper
 * @returns {AbstractRange[]}
 */
function rangesIn({ row, labels, labelNames }) {
  const words = sought;
  if (!words) return [];
  const remaining = [...labels];
  return [...row.querySelectorAll(MARKED)].flatMap((element) => {
    const node = element.firstChild;
    if (!(node instanceof Text)) return [];
    const names = element.classList.contains("mdx-label") ? labelNames.get(remaining.shift() ?? "") : "";
    let found = ranges(node.data, words);
    // A label whose name matched in the other language is marked completely.
    if (!found.length && names && ranges(names, words).length) found = [[0, node.length]];
    return found.map(([startOffset, endOffset]) =>
      new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }),
    );
  });
}

addEventListener("scroll", () => sought && refreshSoon(), { passive: true });
addEventListener("resize", () => sought && refreshSoon());
