// @ts-check
/** Keeps the query, the anchor and the scroll position when the reader switches languages. */

const STORE = "mdx-place";

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

/** Stores which paper or section is at the top of the screen, and its position. */
function notePlace() {
  const marked = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("article :is(tr, h2, h3)[id]"));
  const top = (document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0) + 1;
  const first = scrollY > 0 && [...marked].find((one) => {
    const { bottom, height } = one.getBoundingClientRect();
    return height > 0 && bottom > top && one.checkVisibility();
  });
  const place = first && { id: first.id, top: first.getBoundingClientRect().top };
  try {
    sessionStorage.setItem(STORE, JSON.stringify(place || null));
  } catch {
    // Storage is disabled: the other language begins at its top.
  }
}

/** Scrolls the stored paper or section to where it was. */
function returnToPlace() {
  try {
    const place = JSON.parse(sessionStorage.getItem(STORE) ?? "null");
    sessionStorage.removeItem(STORE);
    const element = place && document.getElementById(place.id);
    if (!element) return;
    element.scrollIntoView({ block: "start" });
    scrollBy(0, element.getBoundingClientRect().top - place.top);
  } catch {
    // As above.
  }
}

// No event reports that a script rewrote the address, so it is read again before each use.
for (const link of links) {
  for (const event of ["pointerdown", "focus", "click", "auxclick", "contextmenu"]) {
    link.addEventListener(event, followAddress);
  }
  link.addEventListener("click", notePlace);
}
addEventListener("hashchange", followAddress);
addEventListener("popstate", followAddress);
// Most visits begin elsewhere, and opening the storage keeps the page waiting.
if (document.referrer.startsWith(location.origin)) addEventListener("load", returnToPlace);
followAddress();
