import assert from "node:assert/strict";
import { test } from "node:test";

import { fold, words } from "../../overrides/assets/javascripts/folding.js";

test("case, width, accents, dashes and undecomposed letters fold", () => {
  const alike = [
    ["SadTalker", "sadtalker"],
    ["ＣＶＰＲ　２０２４", "cvpr 2024"],
    ["García-Müller", "garcia muller"],
    ["Łukasz Żółć", "lukasz zolc"],
    ["Straße", "strasse"],
    ["One–Shot", "one shot"],
    ["ΟΔΟΣ", "οδοσ"],
    ["İstanbul", "istanbul"],
    ["扩散模型", "扩散模型"],
  ];
  for (const [text, folded] of alike) assert.equal(fold(text), folded);
});

test("folding by character is folding the whole", () => {
  for (const text of ["ＡÅﬁ ΣΑΣ straẞe", "e\u0301e\u0323\u0301 한국어 ガギ", "Ǆ İı 𝔘𝔫𝔦 😀"]) {
    assert.equal([...text].map(fold).join(""), fold(text));
  }
});

test("words are folded, split at dashes, and stand once", () => {
  assert.deepEqual(words("  Audio-Driven audio  Ｈead "), ["audio", "driven", "head"]);
  assert.deepEqual(words(" - "), []);
});
