import assert from "node:assert/strict";
import { test } from "node:test";

import { Vocabulary, stem } from "../../overrides/assets/javascripts/search-vocabulary.js";

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

test("a piece of Chinese stands for the words it is part of", () => {
  const words = (piece) => vocabulary.chineseReadings(piece).map((reading) => reading.words[0]);
  assert.deepEqual(words("扩散"), ["扩散", "扩散模型"]);
  assert.deepEqual(words("数据"), ["数据集"]);
  assert.deepEqual(words("股票"), []);
});

test("other forms of a word are found too", () => {
  const forms = new Vocabulary(["animation", "animated", "reenactment", "pose", "controllable"]);
  const found = (typed) => forms.readings(typed).flatMap((reading) => reading.words).sort();
  assert.deepEqual(found("animate"), ["animate", "animation"]);
  assert.deepEqual(found("animating"), ["animated", "animation"]);
  assert.deepEqual(found("reenacting"), ["reenactment"]);
});

test("short words have no stem, and long ones one", () => {
  assert.equal(stem("pose"), "pose");
  assert.equal(stem("emo"), "");
  assert.equal(stem("emotional"), stem("emotion"));
  assert.equal(stem("colour"), stem("color"));
  assert.equal(stem("hour"), "hour");
  assert.equal(stem("3d"), "");
});
