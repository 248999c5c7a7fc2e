import assert from "node:assert/strict";
import { test } from "node:test";

import { Vocabulary } from "../../overrides/assets/javascripts/search-vocabulary.js";

const vocabulary = new Vocabulary([
  "dreamhead", "diffusion", "talking", "head", "emodiffhead", "space", "2023", "cvpr",
  "唇形同步", "同步", "扩散", "扩散模型", "模型", "数据集",
]);
const meant = (typed) => vocabulary.readings(typed).flatMap((reading) => reading.words);
const [first] = vocabulary.readings("diff");

test("a word that is known, or begins one, is taken as it is", () => {
  assert.deepEqual(first, { words: ["diff"], prefix: true, slips: 0, weight: 1 });
  assert.deepEqual(meant("dreamhead"), ["dreamhead"]);
});

test("a year means itself, not years that begin with it", () => {
  assert.equal(vocabulary.readings("2023")[0].prefix, false);
  assert.equal(vocabulary.readings("202")[0].prefix, true);
});

test("a part of a word, two words as one, letters swapped", () => {
  assert.deepEqual(meant("diffhead"), ["emodiffhead"]);
  assert.deepEqual(meant("talkinghead"), ["talking", "head"]);
  assert.deepEqual(meant("dreamhaed"), ["dreamhead"]);
});

test("a slip is allowed from five letters on, two from nine", () => {
  assert.equal(vocabulary.readings("spase")[0].slips, 1);
  assert.equal(vocabulary.readings("difussion")[0].slips, 2);
  assert.deepEqual(vocabulary.readings("spce"), []);
  assert.deepEqual(vocabulary.readings("2024x"), []);
});

test("Chinese is cut into the longest known pieces", () => {
  const words = (run) => vocabulary.segment(run)?.map((piece) => piece[0].words[0]);
  assert.deepEqual(words("唇形同步扩散"), ["唇形同步", "扩散"]);
  assert.deepEqual(words("扩散模型数据"), ["扩散模型", "数据集"]);
  assert.equal(vocabulary.segment("股票"), null);
});
