// @ts-check
/** Scores of entries by their numbers, in arrays: each keystroke may touch thousands of entries. */

const ABSENT = -1;

export class Scores {
  /** @param {number} count the number of all entries */
  constructor(count) {
    this.values = new Float64Array(count).fill(ABSENT);
    /** The entries with a score, in the order in which they got one. @type {number[]} */
    this.ids = [];
  }

  get size() {
    return this.ids.length;
  }

  /** @param {number} id */
  has(id) {
    return (this.values[id] ?? ABSENT) !== ABSENT;
  }

  /** Returns the score of an entry, 0 without one. @param {number} id */
  get(id) {
    return this.has(id) ? (this.values[id] ?? 0) : 0;
  }

  /**
   * @param {number} id
   * @param {number} score not negative
   */
  set(id, score) {
    if (!this.has(id)) this.ids.push(id);
    this.values[id] = score;
  }
}

/**
 * Returns the items with the highest scores, the best first, and of equal ones those that `earlier`
 * puts first.
 * @template {{score: number}} Item
 * @param {Item[]} items
 * @param {number} limit how many to return at most
 * @param {(a: Item, b: Item) => number} [earlier]
 */
export function best(items, limit, earlier = () => 0) {
  // Sorting numbers alone is quick, so only items that can be among the best are compared.
  const scores = new Float64Array(items.length);
  items.forEach(({ score }, index) => { scores[index] = score; });
  scores.sort();
  const lowest = scores[Math.max(0, scores.length - limit)] ?? 0;
  return items
    .filter(({ score }) => score >= lowest)
    .sort((a, b) => b.score - a.score || earlier(a, b))
    .slice(0, limit);
}
