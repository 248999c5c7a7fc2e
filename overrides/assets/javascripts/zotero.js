// @ts-check
/**
 * Papers for the Zotero Connector: COinS spans, present while a dialog is open, and the event that
 * tells the connector to look again. https://www.zotero.org/support/dev/exposing_metadata/coins;
 * the keys are those of OpenURL (ANSI/NISO Z39.88-2004), of Dublin Core for preprints.
 */

/**
 * A name and an item of CSL-JSON, as `macros.exports.csl` makes them.
 * @typedef {{family?: string, given?: string, literal?: string, suffix?: string, "non-dropping-particle"?: string}} CslName
 * @typedef {{type: string, title: string, author?: CslName[], issued: {"date-parts": number[][]},
 *   "container-title"?: string, page?: string, DOI?: string, URL?: string}} CslItem
 */

const FORMATS = /** @type {Record<string, [string, string, string]>} */ ({
  "article-journal": ["journal", "article", "rft.jtitle"],
  "paper-conference": ["book", "proceeding", "rft.btitle"],
});
const HOLDER = "mdx-coins";

/**
 * Returns an item as the context object for a span's title.
 * @param {CslItem} item
 * @returns {string}
 */
export function contextObject(item) {
  /** @type {[string, string | undefined][]} */
  const pairs = [["ctx_ver", "Z39.88-2004"]];
  const format = FORMATS[item.type];
  if (format) {
    const [kind, genre, container] = format;
    pairs.push(["rft_val_fmt", `info:ofi/fmt:kev:mtx:${kind}`], ["rft.genre", genre]);
    pairs.push(["rft.atitle", item.title], [container, item["container-title"]]);
  } else {
    pairs.push(["rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"], ["rft.type", "preprint"]);
    pairs.push(["rft.title", item.title], ["rft.identifier", item.URL]);
  }
  for (const name of item.author ?? []) pairs.push(["rft.au", written(name)]);
  pairs.push(["rft.date", date(item)], ["rft.pages", item.page]);
  if (item.DOI) pairs.push(["rft_id", `info:doi/${item.DOI}`]);
  if (item.URL) pairs.push(["rft_id", item.URL]);
  return pairs.filter(([, value]) => value).map(([key, value]) => `${key}=${encodeURIComponent(value ?? "")}`).join("&");
}

/**
 * Offers papers to the connector, replacing any earlier ones.
 * @param {readonly CslItem[]} items
 */
export function offer(items) {
  const holder = document.getElementById(HOLDER) ?? document.createElement("div");
  holder.id = HOLDER;
  holder.hidden = true;
  holder.replaceChildren(...items.map((item) => {
    const span = document.createElement("span");
    span.className = "Z3988";
    span.title = contextObject(item);
    return span;
  }));
  document.body.append(holder);
  tell();
}

/** Removes all papers offered to the connector. */
export function withdraw() {
  document.getElementById(HOLDER)?.remove();
  tell();
}

function tell() {
  document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true, cancelable: true }));
}

/** @param {CslName} name */
function written({ literal, family, given, suffix, "non-dropping-particle": particle }) {
  if (literal) return literal;
  const last = [particle, family, suffix].filter(Boolean).join(" ");
  return given ? `${last}, ${given}` : last;
}

/** @param {CslItem} item */
function date({ issued }) {
  const [year, month] = issued["date-parts"][0] ?? [];
  return month ? `${year}-${String(month).padStart(2, "0")}` : String(year);
}
