import assert from "node:assert/strict";
import { test } from "node:test";

import {
  combined, emptyState, includes, parseState, renamed, without, writeState,
} from "../../overrides/assets/javascripts/filter-state.js";

test("an address and its state say the same", () => {
  const search = "?q=emotion+talk&label=Diffusion&label=A%7CB&venue=CVPR&category=2d-audio-driven&author=Wang"
    + "&year=2024&since=2023&added=2026-10-01&code=training&weights=1&commercial=1&project=1&blog=1"
    + "&selected=one+two&sort=-title";
  const state = parseState(search);
  assert.deepEqual(state, {
    q: "emotion talk", label: ["Diffusion", "A|B"], venue: "CVPR", category: "2d-audio-driven",
    year: "2024", since: "2023", added: "2026-10-01", author: "Wang", code: "training",
    weights: true, commercial: true, project: true, blog: true, selected: ["one", "two"],
    sort: "-title",
  });
  assert.equal(writeState(state), search);
});

test("what the filter does not understand asks for nothing", () => {
  const search = "?year=24&since=soon&added=2026-10&code=yes&sort=colour&label=&q=%20";
  assert.deepEqual(parseState(search), emptyState());
  assert.equal(writeState(parseState(search)), "");
});

test("parameters of others are kept", () => {
  const search = writeState({ ...emptyState(), q: "汉字 & more" }, "?compare=a%2Cb&q=old&code=1");
  assert.equal(search, "?compare=a%2Cb&q=%E6%B1%89%E5%AD%97+%26+more");
  assert.equal(parseState(search).q, "汉字 & more");
});

test("a part is added, known again and taken away", () => {
  const state = parseState("?q=lip&label=Emotional&since=2020&sort=title");
  const part = parseState("?label=Diffusion&code=1&since=2024");
  assert.equal(includes(state, part), false);
  const both = combined(state, part);
  assert.equal(writeState(both), "?q=lip&label=Emotional&label=Diffusion&since=2024&code=1&sort=title");
  assert.ok(includes(both, part));
  assert.equal(includes({ ...both, since: "2023" }, part), false);
  assert.equal(writeState(without(both, part)), "?q=lip&label=Emotional&sort=title");
  assert.deepEqual(combined(both, part), both);
});

test("former ids give way to those of today", () => {
  const former = { category: { old: "new" }, label: { "Old One": "One" } };
  assert.equal(renamed("?q=x&label=Old+One&label=Two&category=old", former), "?q=x&label=One&label=Two&category=new");
  for (const search of ["", "?label=One", "?q=Old+One", "?label=toString"]) {
    assert.equal(renamed(search, former), search);
  }
});
