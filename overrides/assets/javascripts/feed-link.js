// @ts-check
/** The link to the feed of a list, or of the label that the list is filtered by. */

import { text } from "./texts.js";

const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".mdx-line__follow"));
const feeds = link && new URL(link.dataset.feeds ?? "", location.href);
const list = link && { href: link.href, shown: link.textContent };

/**
 * Links to the feed of the label if only one is chosen, else to that of the list.
 * @param {readonly string[]} labels the ids of the labels asked for
 * @param {readonly HTMLInputElement[]} chips the filter's, which know the labels' feeds
 */
export function offerFeed(labels, chips) {
  const chip = labels.length === 1 && chips.find(({ name, value }) => name === "label" && value === labels[0]);
  const feed = chip && chip.dataset.feed;
  if (!link || !list || !feeds) return;
  const label = chip && chip.parentElement?.querySelector("span")?.textContent;
  link.href = feed ? new URL(feed, feeds).href : list.href;
  link.textContent = feed && label ? text("reading.follow", { label }) : list.shown;
}
