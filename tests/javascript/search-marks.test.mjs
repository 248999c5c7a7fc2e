import assert from "node:assert/strict";
import { test } from "node:test";

import { pieces, ranges } from "../../overrides/assets/javascripts/search-marks.js";

const SIMPLIFIED = { 頭: "头" };

/** The text with what is marked in brackets. */
function marked(text, starts, phrases = []) {
  const found = pieces(text, { starts: new Set(starts), phrases }, SIMPLIFIED);
  assert.equal(found.map((piece) => piece.text).join(""), text);
  return found.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join("");
}

test("words, beginnings of words, parts, Chinese", () => {
  assert.equal(marked("LivePortrait: Efficient Portrait Animation", ["portrait"]), "Live[Portrait]: Efficient [Portrait] Animation");
  assert.equal(marked("LivePortrait: Efficient", ["liveportrait", "live", "portrait"]), "[LivePortrait]: Efficient");
  assert.equal(marked("Diffusion Models", ["diff"]), "[Diff]usion Models");
  assert.equal(marked("Talking Faces", ["face"]), "Talking [Faces]");
  assert.equal(marked("One-Shot Heads", ["oneshot"]), "[One-Shot] Heads");
  assert.equal(marked("说话人頭生成", ["人头"]), "说话[人頭]生成");
  assert.equal(marked("Müller’s Überblick", ["uber"]), "Müller’s [Über]blick");
  assert.equal(marked("Nothing here", ["dream"]), "Nothing here");
});

test("a phrase is marked as a whole, however it is joined, and nowhere else", () => {
  const phrases = [["lip", "sync"], ["唇形同步"]];
  assert.equal(marked("A Lip Sync Expert for lips", [], phrases), "A [Lip Sync] Expert for lips");
  assert.equal(marked("Better Lip-Sync; LipSync", [], phrases), "Better [Lip-Sync]; [LipSync]");
  assert.equal(marked("预训练的唇形同步判别器", [], phrases), "预训练的[唇形同步]判别器");
  assert.equal(marked("Sync of the lip", [], phrases), "Sync of the lip");
});

test("what overlaps is one range", () => {
  assert.deepEqual(ranges("lip sync", { starts: new Set(["lip"]), phrases: [["lip", "sync"]] }), [[0, 8]]);
  assert.deepEqual(ranges("人脸重演", { starts: new Set(["人脸重", "重演"]), phrases: [] }), [[0, 4]]);
});
