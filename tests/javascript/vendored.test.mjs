import assert from "node:assert/strict";
import { test } from "node:test";

import { VENDORED, expected, lockedVersion, shipped } from "./vendored.mjs";

for (const one of VENDORED) {
  test(`${one.file} is that of the locked npm package`, () => {
    assert.equal(shipped(one), expected(one));
    assert.match(shipped(one), new RegExp(`^// @ts-nocheck\n/\\*\\*\\n \\* ${one.name} ${lockedVersion(one)}, `));
  });
}
