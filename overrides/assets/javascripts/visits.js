// @ts-check
/** The papers added between two visits, from the days of additions in a page. */

/**
 * What a browser keeps of a reader's visits; `known` and `latest` are days as a page has them.
 * @typedef {object} Visit
 * @property {string} known what the list had when the reader last left, or said it was seen
 * @property {string} latest what it had at the latest page
 * @property {number} at when that page was opened, in milliseconds
 */

/** Pages opened within four hours of each other belong to one visit. */
export const PAUSE = 4 * 60 * 60 * 1000;

/**
 * Returns what to store when a page is opened.
 * @param {Visit | undefined} kept what was kept before; nothing on a first visit
 * @param {string} days the days of additions that the page carries, `2026-10-01:3 2026-09-12:1`
 * @param {number} now
 * @returns {Visit}
 */
export function visited(kept, days, now) {
  const known = !kept ? days : now - kept.at > PAUSE ? kept.latest : kept.known;
  return { known, latest: days, at: now };
}

/**
 * Returns how many papers joined after what is known, and the first day they did. An entry may
 * join a day after the one it names, so each day is compared.
 * @param {string} known
 * @param {string} days
 * @returns {{count: number, since: string}}
 */
export function additions(known, days) {
  const before = new Map(parsed(known));
  // A page carries only the newest days: anything older has been seen.
  const oldest = [...before.keys()].at(-1) ?? "";
  const grown = parsed(days)
    .map(([day, count]) => ({ day, more: count - (before.get(day) ?? 0) }))
    .filter(({ day, more }) => more > 0 && day >= oldest);
  const count = grown.reduce((sum, { more }) => sum + more, 0);
  return { count, since: grown.at(-1)?.day ?? "" };
}

/**
 * @param {string} days
 * @returns {[string, number][]}
 */
function parsed(days) {
  return days.split(" ").filter(Boolean).map((part) => {
    const [day = "", count] = part.split(":");
    return [day, Number(count)];
  });
}
