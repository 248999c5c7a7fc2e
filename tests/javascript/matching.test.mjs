import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyState } from "../../overrides/assets/javascripts/filter-state.js";
import { fold } from "../../overrides/assets/javascripts/folding.js";
import { demands, match } from "../../overrides/assets/javascripts/matching.js";

const paper = (text, date, venue, labels, has, categories = ["a"]) => ({
  id: text.split(" ")[0].toLowerCase() + date, text: fold(text), year: date.slice(0, 4), venue, labels, has, categories,
  added: { "2024-09": "2026-10-01", "2024-01": "2026-09-12" }[date] ?? "",
  authors: [fold(`${text.split(" ")[0]} Wáng`)],
});
const PAPERS = [
  paper("Loud Head 扩散模型 Diffusion", "2024-09", "arXiv", ["Diffusion"], ["code", "training", "weights", "commercial"]),
  paper("Loud Face Emotional Diffusion", "2024-01", "CVPR", ["Diffusion", "Emotional"], ["promised"]),
  paper("Quiet Face", "2023-05", "CVPR", [], ["code", "blog"], ["a", "b"]),
  paper("Older Face", "2019-05", "", ["Emotional"], ["project"], ["b"]),
];
const matching = (asked) => match(PAPERS, { ...emptyState(), ...asked });
const left = (asked) => matching(asked).passed.flatMap((passed, index) => (passed ? [index] : []));

test("every word must match, in any language and spelling", () => {
  assert.deepEqual(left({}), [0, 1, 2, 3]);
  assert.deepEqual(left({ q: "LÓUD face" }), [1]);
  assert.deepEqual(left({ q: "扩散" }), [0]);
  assert.deepEqual(left({ q: "loud quiet" }), []);
});

test("where the search has answered, its papers pass, whatever their texts hold", () => {
  const found = new Set(["quiet2023-05", "older2019-05"]);
  const { passed, count, loosened } = match(PAPERS, { ...emptyState(), q: "唇形同步", year: "2023" }, found);
  assert.deepEqual(passed, [false, false, true, false]);
  assert.equal(count, 1);
  assert.deepEqual(loosened.map(({ demand, count: out }) => [demand.name, out]), [["q", 0], ["year", 1]]);
  assert.equal(match(PAPERS, { ...emptyState(), q: "loud" }, new Set()).count, 0);
});

test("each demand alone", () => {
  assert.deepEqual(left({ added: "2026-09-12" }), [0, 1]);
  assert.deepEqual(left({ added: "2026-09-13" }), [0]);
  assert.deepEqual(left({ label: ["Diffusion"] }), [0, 1]);
  assert.deepEqual(left({ label: ["Diffusion", "Emotional"] }), [1]);
  assert.deepEqual(left({ venue: "CVPR" }), [1, 2]);
  assert.deepEqual(left({ year: "2024" }), [0, 1]);
  assert.deepEqual(left({ since: "2023" }), [0, 1, 2]);
  assert.deepEqual(left({ category: "b" }), [2, 3]);
  assert.deepEqual(left({ code: "1" }), [0, 2]);
  assert.deepEqual(left({ project: true }), [3]);
  assert.deepEqual(left({ blog: true }), [2]);
  assert.deepEqual(left({ code: "training" }), [0]);
  assert.deepEqual(left({ code: "promised" }), [1]);
  assert.deepEqual(left({ weights: true, commercial: true }), [0]);
  assert.deepEqual(left({ author: "loud wang" }), [0, 1]);
  assert.deepEqual(left({ selected: ["quiet2023-05", "older2019-05"] }), [2, 3]);
});

test("counts follow the other demands, those of single choices not their own", () => {
  const { counts, count } = matching({ venue: "CVPR", since: "2024" });
  assert.equal(count, 1);
  assert.deepEqual(Object.fromEntries(counts.venue), { arXiv: 1, CVPR: 1 });
  assert.deepEqual(Object.fromEntries(counts.year), { 2024: 1, 2023: 1 });
  assert.deepEqual(Object.fromEntries(counts.category), { a: 1 });
  assert.deepEqual(Object.fromEntries(counts.label), { Diffusion: 1, Emotional: 1 });
  assert.deepEqual(Object.fromEntries(counts.has), { promised: 1 });
});

test("a label's count is what choosing it would leave", () => {
  const chosen = { label: ["Emotional"] };
  for (const [label, count] of matching(chosen).counts.label) {
    const more = [...new Set([...chosen.label, label])];
    assert.equal(left({ label: more }).length, count, label);
  }
});

test("an empty result says what each demand keeps out", () => {
  const { count, loosened } = matching({ q: "quiet", label: ["Diffusion"], code: "1" });
  assert.equal(count, 0);
  assert.deepEqual(loosened.map(({ demand, count }) => [demand.name, demand.value, count]), [
    ["q", "quiet", 1], ["label", "Diffusion", 1], ["code", "1", 0],
  ]);
});

test("sorting alone does not filter", () => {
  const filters = (asked) => demands({ ...emptyState(), ...asked }).length > 0;
  assert.equal(filters({ sort: "title" }), false);
  assert.equal(filters({ q: "  " }), false);
  assert.equal(filters({ blog: true }), true);
});
