import assert from "node:assert/strict";
import { test } from "node:test";

import { correction } from "../../overrides/assets/javascripts/fix-link.js";

const FORM = "https://example.org/list/issues/new?template=correction.yml";

test("the form is filled in with the paper and its short title", () => {
  const address = new URL(correction(FORM, "loud-head", "Loud & Head: 说话人 of ?= #1"));
  assert.deepEqual(Object.fromEntries(address.searchParams), {
    template: "correction.yml", paper: "loud-head", title: "Correction: Loud & Head",
  });
  assert.equal(address.hash, "");
  assert.match(correction(FORM, "a", "No colon"), /title=Correction%3A\+No\+colon$/);
});
