import assert from "node:assert/strict";
import { test } from "node:test";

import { WordReader, fold, singular } from "../../overrides/assets/javascripts/search-words.js";

const SIMPLIFIED = { 擴: "扩", 頭: "头" };
const reader = new WordReader(SIMPLIFIED);

test("folding: case, width, accents, traditional Chinese", () => {
  for (const [written, folded] of [
    ["EchoMimic", "echomimic"],
    ["ＣＶＰＲ", "cvpr"],
    ["García Łukasz Sørensen", "garcia lukasz sorensen"],
    ["擴散", "扩散"],
    ["é", "e"],
  ]) {
    assert.equal(fold(written, SIMPLIFIED), folded);
  }
});

test("the singular of English words, and nothing else", () => {
  for (const [plural, one] of [
    ["portraits", "portrait"],
    ["faces", "face"],
    ["meshes", "mesh"],
    ["bodies", "body"],
    ["synthesis", "synthesis"],
    ["loss", "loss"],
    ["focus", "focus"],
    ["gans", "gan"],
    ["wav2lips", "wav2lip"],
    ["3ds", "3ds"],
    ["as", "as"],
    ["扩散", "扩散"],
  ]) {
    assert.equal(singular(plural), one);
  }
});

test("words: hyphens, camel case, acronyms, digits", () => {
  for (const [written, whole, parts] of [
    ["One-Shot", "oneshot", ["one", "shot"]],
    ["LivePortrait", "liveportrait", ["live", "portrait"]],
    ["EMOPortraits", "emoportrait", ["emo", "portrait"]],
    ["VASA-1", "vasa1", ["vasa", "1"]],
    ["Audio2Video", "audio2video", ["audio", "2", "video"]],
    ["3D", "3d", ["3d"]],
    ["2D-Audio-Driven", "2daudiodriven", ["2d", "audio", "driven"]],
    ["cvpr2023", "cvpr2023", ["cvpr", "2023"]],
    ["dreamhead", "dreamhead", ["dreamhead"]],
  ]) {
    const [word, ...others] = reader.words(written);
    assert.deepEqual([word.whole, word.parts, word.chinese, others], [whole, parts, false, []], written);
  }
});

test("words: parts separated by capitals only", () => {
  const camel = (written) => reader.words(written)[0].camel ?? false;
  assert.deepEqual(["LivePortrait", "One-Shot", "cvpr2023", "dreamhead"].map(camel), [true, false, false, false]);
});

test("words: Chinese beside Latin, punctuation of both", () => {
  const found = reader.words("擴散EchoMimic，（说话人頭） ＣＶＰＲ　２０２３!");
  assert.deepEqual(
    found.map((word) => word.whole),
    ["扩散", "echomimic", "说话人头", "cvpr", "2023"],
  );
  assert.deepEqual(
    found.map((word) => word.chinese),
    [true, false, true, false, false],
  );
  assert.deepEqual(reader.words("… — ！"), []);
});
