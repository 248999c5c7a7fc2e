// @ts-check
/** A page at a former address: goes on to the new one, with the query and the anchor it was given. */

const link = /** @type {HTMLAnchorElement} */ (document.querySelector("a"));
const target = new URL(link.href);
target.search = location.search;
target.hash = location.hash;
location.replace(target);
