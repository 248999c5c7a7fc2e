import assert from "node:assert/strict";
import { test } from "node:test";

import { csv, latex, markdown } from "../../overrides/assets/javascripts/compare-formats.js";

const ROWS = [["Fact", "One | Two", "A & B"], ["Licence", "MIT", "=1+1"], ["Note", 'say "hi", twice', ""]];

test("Markdown keeps its columns", () => {
  assert.equal(markdown(ROWS).split("\n").length, 4);
  assert.equal(markdown(ROWS).split("\n")[0], "| Fact | One \\| Two | A \\& B |");
});

test("LaTeX escapes and names its packages, for Chinese too", () => {
  assert.match(latex(ROWS), /\{lp\{0\.40\\linewidth\}p\{0\.40\\linewidth\}\}/);
  assert.match(latex(ROWS), /A \\& B/);
  assert.doesNotMatch(latex(ROWS), /ctex/);
  assert.match(latex([["事实", "甲"], ["许可", "MIT"]]), /ctex/);
});

test("CSV quotes, and nothing is computed", () => {
  assert.equal(csv(ROWS).split("\r\n")[1], "Licence,MIT,'=1+1");
  assert.equal(csv(ROWS).split("\r\n")[2], 'Note,"say ""hi"", twice",');
});
