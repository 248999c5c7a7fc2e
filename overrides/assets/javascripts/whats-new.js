// @ts-check
/** "New since your last visit", from data that only the browser stores. */

import { text } from "./texts.js";
import { additions, visited } from "./visits.js";

// Sites of one host share its storage; the path of the site keeps their visits apart.
const STORE = `mdx-visit:${new URL("../../", import.meta.url).pathname}`;

const said = /** @type {HTMLElement} */ (document.querySelector(".mdx-new"));
const link = /** @type {HTMLAnchorElement} */ (said.querySelector("a"));
const { days = "" } = said.dataset;

/** @returns {import("./visits.js").Visit | undefined} */
function kept() {
  try {
    const visit = JSON.parse(localStorage.getItem(STORE) ?? "null");
    const isOurs = typeof visit?.known === "string" && typeof visit.latest === "string" && visit.at > 0;
    return isOurs ? visit : undefined;
  } catch {
    return undefined; // Storage is disabled or contains something else: a first visit.
  }
}

/** @param {import("./visits.js").Visit} visit */
function keep(visit) {
  try {
    localStorage.setItem(STORE, JSON.stringify(visit));
  } catch {
    // Storage is disabled: each visit is the first.
  }
}

const visit = visited(kept(), days, Date.now());
keep(visit);
const { count, since } = additions(visit.known, days);
if (count) {
  link.search = `?added=${since}`;
  link.textContent = text("additions.new", { count });
  said.hidden = false;
}
said.querySelector("button")?.addEventListener("click", () => {
  keep({ known: days, latest: days, at: Date.now() });
  const around = /** @type {HTMLElement} */ (said.parentElement);
  around.tabIndex = -1;
  around.focus({ preventScroll: true });
  said.hidden = true;
});
