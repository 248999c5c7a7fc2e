import assert from "node:assert/strict";
import { test } from "node:test";

import { Scores, best } from "../../overrides/assets/javascripts/search-scores.js";

test("an entry with the score 0 is held, others are not", () => {
  const scores = new Scores(3);
  scores.set(2, 0);
  scores.set(0, 1.5);
  scores.set(2, 4);
  assert.deepEqual([scores.ids, scores.size], [[2, 0], 2]);
  assert.deepEqual([0, 1, 2].map((id) => [scores.has(id), scores.get(id)]), [[true, 1.5], [false, 0], [true, 4]]);
});

const items = [["a", 1], ["b", 3], ["c", 2], ["d", 3], ["e", 2]].map(([name, score]) => ({ name, score }));
const names = (limit, earlier) => best(items, limit, earlier).map(({ name }) => name).join("");

test("the best come first, of equal ones the first", () => {
  assert.equal(names(Infinity), "bdcea");
  assert.equal(names(3), "bdc");
  assert.equal(names(0), "");
  assert.deepEqual(best([], 5), []);
});

test("of equal ones those come first that are to be earlier, also where only some are returned", () => {
  const latest = (a, b) => (a.name < b.name ? 1 : -1);
  assert.equal(names(Infinity, latest), "dbeca");
  assert.equal(names(3, latest), "dbe");
});
