import assert from "node:assert/strict";
import { test } from "node:test";

import { SearchEngine } from "../../overrides/assets/javascripts/search-engine.js";
import { fewerWords, result } from "../../overrides/assets/javascripts/search-results.js";

const INDEX = {
  categories: { "2d": { title: "2D 音频驱动", words: "2D-Audio-Driven 2D 音频 驱动 音频驱动" }, "3d": { title: "3D", words: "3D" } },
  labels: { Diffusion: { title: "扩散模型", words: "Diffusion 扩散 模型 扩散模型" } },
  terms: [
    { "lip sync": "lip sync", dubbing: "dubbing", 唇形同步: "同步 唇形同步" },
    { dataset: "dataset", 数据集: "数据 数据集", 资料集: "资料 资料集" },
  ],
  simplified: { 資: "资", 擴: "扩" },
  entries: [
    { kind: "paper", title: "DreamHead: Heads by Diffusion", location: "2d/#dreamhead", categories: ["2d"], venue: "arXiv", date: "2024-09", labels: ["Diffusion"], arxiv: "2409.10281", authors: ["Jürgen Müller"] },
    { kind: "paper", title: "A Lip Sync Expert", location: "2d/#expert", categories: ["2d", "3d"], venue: "ACM MM", year: 2020, date: "2020-08", code: "https://code.example/Rudrabha/Wav2Lip", url: "https://paper.example/1" },
    { kind: "paper", title: "Heads of 2023", location: "2d/#heads", categories: ["2d"], venue: "CVPR", year: 2023, date: "2022-11" },
    { kind: "dataset", title: "MEAD", location: "datasets/#mead", year: 2020, url: "https://data.example", text: "多 视角 数据 数据集" },
    { kind: "page", title: "数据集", words: "数据 数据集", location: "datasets/" },
    { kind: "section", title: "2023", page: "2D", location: "2d/#y2023" },
  ],
};
const engine = new SearchEngine(INDEX);
const find = (query) => engine.find(query).map((entry) => entry.location);

test("titles, names, authors, labels, identifiers, repositories", () => {
  for (const query of ["dreamhead", "Dream Head", "muller", "diffusion 2024", "2409.10281", "https://arxiv.org/pdf/2409.10281", "擴散 dreamhead"]) {
    assert.deepEqual(find(query), ["2d/#dreamhead"], query);
  }
  assert.deepEqual(find("wav2lip"), ["2d/#expert"]);
});

test("every word must match; words that say nothing need not", () => {
  assert.deepEqual(find("dreamhead expert"), []);
  assert.deepEqual(find("the paper of the lip expert"), ["2d/#expert"]);
  assert.deepEqual(find(""), []);
  assert.deepEqual(find("!?"), []);
});

test("venue and year, however written", () => {
  for (const query of ["CVPR 2023", "cvpr2023", "cvpr'23", "CVPR 2023 年 的 论文", "2023年CVPR"]) {
    assert.equal(find(query)[0], "2d/#heads", query);
  }
  assert.deepEqual(find("2023"), ["2d/#y2023", "2d/#heads"]);
});

test("phrases of the same meaning find each other, and the page that is named so", () => {
  assert.deepEqual(find("唇形同步"), ["2d/#expert"]);
  assert.deepEqual(find("唇形"), ["2d/#expert"]);
  assert.deepEqual(find("dubbing expert"), ["2d/#expert"]);
  assert.deepEqual(find("資料集")[0], "datasets/");
  assert.deepEqual(find("dataset")[0], "datasets/");
});

test("a query is never read as anything but words", () => {
  for (const query of ["constructor", "__proto__", "*", "\\", "(", "a".repeat(200), "\ud800"]) {
    assert.deepEqual(find(query), [], query);
  }
});

test("what is shown of a paper and of a dataset", () => {
  const shown = (query) => result(engine.find(query)[0], engine, engine.wanted(query));
  assert.deepEqual(shown("expert"), {
    kind: "paper",
    location: "2d/#expert",
    language: "en",
    title: [{ text: "A Lip Sync ", marked: false }, { text: "Expert", marked: true }],
    facts: ["2D 音频驱动", "3D", "ACM MM 2020"],
    name: "A Lip Sync Expert",
    links: { paper: "https://paper.example/1", code: "https://code.example/Rudrabha/Wav2Lip" },
  });
  assert.deepEqual(shown("dreamhead").facts, ["2D 音频驱动", "arXiv 2024"]);
  assert.equal(shown("dreamhead").name, "DreamHead");
  assert.deepEqual(shown("mead").links, { download: "https://data.example" });
  assert.equal(shown("数据集").language, "zh");
});

test("queries with a word less are offered where they find something", () => {
  assert.deepEqual(fewerWords("dreamhead expert", engine), ["expert", "dreamhead"]);
  assert.deepEqual(fewerWords("nonsense", engine), []);
  assert.deepEqual(fewerWords("nonsense rubbish", engine), []);
});
