import assert from "node:assert/strict";
import { test } from "node:test";

import { PAUSE, additions, visited } from "../../overrides/assets/javascripts/visits.js";

const OLD = "2026-09-12:1";
const NEW = "2026-10-01:3 2026-09-12:1";

test("a first visit knows everything", () => {
  const visit = visited(undefined, NEW, 1000);
  assert.deepEqual(visit, { known: NEW, latest: NEW, at: 1000 });
  assert.equal(additions(visit.known, NEW).count, 0);
});

test("within a visit what was new stays new", () => {
  const first = visited(undefined, OLD, 0);
  const second = visited(first, NEW, PAUSE);
  assert.deepEqual(additions(second.known, NEW), { count: 3, since: "2026-10-01" });
});

test("after a pause the last visit counts, not the first", () => {
  const first = visited(undefined, OLD, 0);
  const second = visited(first, NEW, PAUSE + 1);
  assert.deepEqual(additions(second.known, NEW), { count: 3, since: "2026-10-01" });
  const third = visited(second, NEW, 3 * PAUSE);
  assert.equal(additions(third.known, NEW).count, 0);
});

test("an entry that joins a day already known is new; one that left is not", () => {
  assert.deepEqual(additions(NEW, "2026-10-01:3 2026-09-12:2"), { count: 1, since: "2026-09-12" });
  assert.equal(additions(NEW, OLD).count, 0);
});

test("days before the oldest known one have been seen; where none was known, all are new", () => {
  assert.equal(additions(OLD, "2026-09-12:1 2026-08-01:4").count, 0);
  assert.deepEqual(additions("", NEW), { count: 4, since: "2026-09-12" });
});
