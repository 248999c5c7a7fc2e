import assert from "node:assert/strict";
import { test } from "node:test";

import { sorted } from "../../overrides/assets/javascripts/sorting.js";

const PAPERS = [
  { title: "Zebra", venue: "CVPR", date: "2024-09" },
  { title: "“Apple” 10", venue: "", date: "2024-01" },
  { title: "apple 9", venue: "AAAI", date: "2023-05" },
  { title: "Émile", venue: "CVPR", date: "2023-05" },
];
const titles = (sort) => sorted(PAPERS, sort, "en").map(({ title }) => title);

test("orders", () => {
  assert.deepEqual(titles("-date"), ["Zebra", "“Apple” 10", "apple 9", "Émile"]);
  assert.deepEqual(titles("date"), ["apple 9", "Émile", "“Apple” 10", "Zebra"]);
  assert.deepEqual(titles("title"), ["apple 9", "“Apple” 10", "Émile", "Zebra"]);
  assert.deepEqual(titles("-title"), ["Zebra", "Émile", "“Apple” 10", "apple 9"]);
});

test("papers without a venue come last both ways", () => {
  assert.deepEqual(titles("venue"), ["apple 9", "Zebra", "Émile", "“Apple” 10"]);
  assert.deepEqual(titles("-venue"), ["Zebra", "Émile", "apple 9", "“Apple” 10"]);
});
