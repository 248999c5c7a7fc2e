import assert from "node:assert/strict";
import { test } from "node:test";

import { Scores } from "../../overrides/assets/javascripts/search-scores.js";

test("an entry with the score 0 is held, others are not", () => {
  const scores = new Scores(3);
  scores.set(2, 0);
  scores.set(0, 1.5);
  scores.set(2, 4);
  assert.deepEqual([scores.ids, scores.size], [[2, 0], 2]);
  assert.deepEqual([0, 1, 2].map((id) => [scores.has(id), scores.get(id)]), [[true, 1.5], [false, 0], [true, 4]]);
});

const scores = new Scores(6);
[[0, 1], [1, 3], [2, 2], [3, 3], [4, 2]].forEach(([id, score]) => scores.set(id, score));

test("the best come first, of equal ones the first", () => {
  assert.deepEqual(scores.best(Infinity), [1, 3, 2, 4, 0]);
  assert.deepEqual(scores.best(3), [1, 3, 2]);
  assert.deepEqual(scores.best(0), []);
  assert.deepEqual(new Scores(2).best(5), []);
});

test("of equal ones those come first that are to be earlier, also where only some are returned", () => {
  const last = (a, b) => b - a;
  assert.deepEqual(scores.best(Infinity, last), [3, 1, 4, 2, 0]);
  assert.deepEqual(scores.best(3, last), [3, 1, 4]);
});

test("only entries for which a condition holds are left", () => {
  const some = scores.only((id) => id > 2);
  assert.deepEqual([some.ids, some.get(4), some.has(1)], [[3, 4], 2, false]);
});
