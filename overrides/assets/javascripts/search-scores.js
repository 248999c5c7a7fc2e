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

  /**
   * Returns the scores of those entries only for which a condition holds.
   * @param {(id: number) => boolean} condition
   */
  only(condition) {
    const some = new Scores(this.values.length);
    for (const id of this.ids) if (condition(id)) some.set(id, this.get(id));
    return some;
  }

  /**
   * Returns the entries with the highest scores, the best first, and of equal ones those that
   * `earlier` puts first.
   * @param {number} limit how many to return at most
   * @param {(a: number, b: number) => number} [earlier]
   */
  best(limit, earlier = () => 0) {
    const lowest = this.#highest(limit)[0] ?? 0;
    return this.ids
      .filter((id) => this.get(id) >= lowest)
      .sort((a, b) => this.get(b) - this.get(a) || earlier(a, b))
      .slice(0, limit);
  }

  /**
   * Returns the highest scores in ascending order, at most `limit`; none if that is all of them.
   * @param {number} limit
   */
  #highest(limit) {
    /** @type {number[]} */
    const highest = [];
    if (limit >= this.size) return highest;
    // Few scores get far, so keeping the best is quicker than sorting all.
    for (const id of this.ids) {
      const score = this.get(id);
      if (highest.length >= limit && score <= (highest[0] ?? 0)) continue;
      let at = highest.length;
      while (at > 0 && (highest[at - 1] ?? 0) > score) at -= 1;
      highest.splice(at, 0, score);
      if (highest.length > limit) highest.shift();
    }
    return highest;
  }
}
