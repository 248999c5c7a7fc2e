// @ts-check
/** Keeps the query and the anchor of the address when the reader switches languages. */

/** @type {NodeListOf<HTMLAnchorElement>} */
const links = document.querySelectorAll("a[data-language]");
const targets = new Map([...links].map((link) => [link, new URL(link.href)]));

/** Writes the current query and anchor into every language link. */
function followAddress() {
  for (const [link, target] of targets) {
    target.search = location.search;
    target.hash = location.hash;
    link.href = target.href;
  }
}

// The address changes without an event when a script rewrites it, so look again before each use.
for (const link of links) {
  for (const event of ["pointerdown", "focus", "click", "auxclick", "contextmenu"]) {
    link.addEventListener(event, followAddress);
  }
}
addEventListener("hashchange", followAddress);
addEventListener("popstate", followAddress);
followAddress();
