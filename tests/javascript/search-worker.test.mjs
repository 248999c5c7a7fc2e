import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const SCRIPTS = new URL("../../overrides/assets/javascripts/", import.meta.url);

/** Returns the modules that a module imports as it begins. */
function imports(name) {
  const source = readFileSync(new URL(name, SCRIPTS), "utf8");
  return [...source.matchAll(/^(?:import|\}) ?.*"\.\/([\w/-]+\.js)";$/gm)].map(([, found]) => found);
}

test("the worker names every module it needs, so that none waits for another", () => {
  const named = imports("search-worker.js");
  assert.ok(named.includes("search-engine.js"));
  const needed = new Set(named);
  for (const name of needed) for (const inner of imports(name)) needed.add(inner);
  assert.deepEqual([...needed].sort(), named.sort());
});
