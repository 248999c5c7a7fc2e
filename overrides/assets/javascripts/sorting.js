// @ts-check
/** Orders of a list of papers. */

/**
 * @typedef {{title: string, venue: string, date: string}} Sortable
 * @typedef {import("./filter-state.js").Sort} Sort
 */

/**
 * Returns papers in an order; equal papers keep their positions (newest first), and
 * those without a venue come last in both directions.
 * @template {Sortable} P
 * @param {readonly P[]} papers newest first
 * @param {Sort} sort a minus sign reverses
 * @param {string} locale whose alphabet
 * @returns {P[]}
 */
export function sorted(papers, sort, locale) {
  if (sort === "-date") return [...papers];
  const sign = sort.startsWith("-") ? -1 : 1;
  const { compare } = new Intl.Collator(locale, { numeric: true, ignorePunctuation: true });
  if (sort === "date") return [...papers].sort((a, b) => (a.date < b.date ? -1 : +(a.date > b.date)));
  if (sort === "title" || sort === "-title") {
    return [...papers].sort((a, b) => sign * compare(a.title, b.title));
  }
  return [...papers].sort((a, b) =>
    a.venue && b.venue ? sign * compare(a.venue, b.venue) : +!a.venue - +!b.venue,
  );
}
