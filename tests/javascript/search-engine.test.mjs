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
    { "talking head": "talking head", "talking face": "talking face", 说话人头: "说话 人头 说话人头" },
    { expression: "expression", 表情: "表情" },
    { "motion transfer": "motion transfer", 表情迁移: "表情 迁移 表情迁移" },
    { NeurIPS: "NeurIPS", NIPS: "NIPS", 神经信息处理系统大会: "神经信息处理系统大会" },
    { "Adobe Research": "Adobe Research", Adobe: "Adobe", 奥多比: "奥多比", mayi: "mayi" },
  ],
  kinds: { dataset: "Dataset 数据 数据集", code: "Code 代码" },
  field: "Talking Head Generation 说话 人头 说话人头 生成",
  simplified: { 資: "资", 擴: "扩" },
  entries: [
    { kind: "paper", title: "DreamHead: Heads by Diffusion", location: "2d/#dreamhead", categories: ["2d"], venue: "arXiv", date: "2024-09", labels: ["Diffusion"], identifiers: ["2409.10281", "10.1145/1234.5678"], authors: ["Jürgen Müller"], affiliations: ["Adobe Research", "虎牙"], text: "Animates one portrait. 人脸 表情" },
    { kind: "paper", title: "A Lip Sync Expert", location: "2d/#expert", categories: ["2d", "3d"], venue: "ACM MM", year: 2020, date: "2020-08", code: "https://code.example/Rudrabha/Wav2Lip", addresses: [["Rudrabha", "Wav2Lip"]], aliases: ["SyncExpert", "vox2puppet"], url: "https://paper.example/1" },
    { kind: "paper", title: "Heads of 2023", location: "2d/#heads", categories: ["2d"], venue: "CVPR", year: 2023, date: "2022-11" },
    { kind: "paper", title: "Motion Transfer of Faces", location: "2d/#transfer", categories: ["2d"], venue: "NeurIPS", year: 2019, date: "2019-12", text: "Named beside DreamHead.", keywords: ["puppets follow an actor", "木偶 跟着 演员", "sync", "vox 2"] },
    { kind: "dataset", title: "MEAD", location: "datasets/#mead", year: 2020, url: "https://data.example", text: "多 视角 数据 数据集" },
    { kind: "page", title: "数据集", words: "数据 数据集", location: "datasets/" },
    { kind: "page", title: "Add a paper", location: "contributing/", aliases: ["contributing"], prose: "Every portrait in this list is one file." },
    { kind: "section", title: "Report a dead link", page: "Add a paper", location: "contributing/#report", prose: "Dead links of an expert.", keywords: ["puppets move too fast", "a label is missing"] },
    { kind: "section", title: "Merge", page: "Commands", location: "commands/#merge", prose: "Expert.", keywords: ["a label is listed twice", "join what was split"] },
    { kind: "section", title: "2023", page: "2D", location: "2d/#y2023" },
  ],
};
const engine = new SearchEngine(INDEX);
const find = (query) => engine.find(query).entries.map((entry) => entry.location);
const PAPERS = ["2d/#dreamhead", "2d/#expert", "2d/#heads", "2d/#transfer"];

test("keywords describe a paper, but rank below what it says of itself", () => {
  assert.deepEqual(find("puppets actor"), ["2d/#transfer"]);
  assert.deepEqual(find("跟着演员"), ["2d/#transfer"]);
  assert.deepEqual(find("sync"), ["2d/#expert", "2d/#transfer"]);
  assert.deepEqual(find("vox2puppet"), ["2d/#expert"]);
});

test("beside an identifier, other words exclude nothing", () => {
  assert.deepEqual(find("doi 10.1145/1234.5678 原文"), ["2d/#dreamhead"]);
  assert.deepEqual(find("2409.10281 dataset"), ["2d/#dreamhead"]);
});

test("titles, names, authors, labels, identifiers, institutions", () => {
  for (const query of [
    "dreamhead by diffusion", "Dream Head diffusion", "muller", "diffusion 2024", "2409.10281", "arXiv:2409.10281v2",
    "https://arxiv.org/pdf/2409.10281v1.pdf", "arxiv.org/abs/2409.10281", "https://doi.org/10.1145/1234.5678", "擴散 dreamhead",
    "adobe", "奥多比", "虎牙",
  ]) {
    assert.deepEqual(find(query), ["2d/#dreamhead"], query);
  }
});

test("a work is found by its repository and by its other names, a venue by its former one", () => {
  assert.deepEqual(find("vox2puppet"), ["2d/#expert"]);
  assert.deepEqual(find("rudrabha/wav2lip"), ["2d/#expert"]);
  assert.deepEqual(find("sync expert"), ["2d/#expert"]);
  assert.deepEqual(find("NIPS 2019"), ["2d/#transfer"]);
  assert.deepEqual(find("nips2019"), ["2d/#transfer"]);
});

test("a title that holds the query comes before a text that does", () => {
  assert.deepEqual(find("dreamhead"), ["2d/#dreamhead", "2d/#transfer"]);
});

test("every word must match; words that say nothing need not", () => {
  assert.deepEqual(find("cvpr expert"), []);
  assert.deepEqual(find("the paper of the lip expert"), ["2d/#expert"]);
  assert.deepEqual(find(""), []);
  assert.deepEqual(find("!?"), []);
});

test("where nothing holds every word of three or more, most of them are enough", () => {
  const { entries, partial } = engine.find("lip sync expert rubbish 2020");
  assert.deepEqual([entries.map(({ location }) => location), partial], [["2d/#expert"], true]);
  assert.equal(engine.find("lip sync expert").partial, false);
  assert.deepEqual(find("lip rubbish"), []);
  assert.deepEqual(find("more rubbish nonsense"), []);
});

test("beside the name of one work other words rank, if nothing holds them all", () => {
  assert.equal(find("dreamhead cvpr")[0], "2d/#dreamhead");
  assert.equal(find("dreamhead expert acm")[0], "2d/#dreamhead");
  assert.deepEqual(find("compare dreamhead with mead").slice(0, 2).sort(), ["2d/#dreamhead", "datasets/#mead"]);
});

test("stop words written as one are no phrase", () => {
  assert.deepEqual(find("mayi"), ["2d/#dreamhead"]);
  assert.equal(find("which expert may I use")[0], "2d/#expert");
});

test("a typo in a phrase of two words", () => {
  assert.deepEqual(find("motoin transfr 2019"), ["2d/#transfer"]);
  assert.deepEqual(find("lip snyc"), ["2d/#expert"]);
});

test("words of the whole field rank, and exclude nothing", () => {
  assert.deepEqual(find("talking head 2023 cvpr"), ["2d/#heads"]);
  assert.deepEqual(find("说话人头生成 dreamhead diffusion"), ["2d/#dreamhead"]);
  for (const query of ["talking head", "talking face generation", "说话人头"]) {
    assert.deepEqual(find(query).sort(), PAPERS, query);
  }
});

test("the filter's papers are those of the dialog", () => {
  for (const query of ["", "!?", "talking head", "lip sync", "dreamhead", "nips", "唇形", "lip sync expert rubbish 2020", "portrait"]) {
    const { papers, partial } = engine.papers(query);
    const found = engine.find(query);
    const ofDialog = found.entries.filter(({ kind }) => kind === "paper").map(({ location }) => location.split("#")[1]);
    assert.deepEqual(papers.sort(), ofDialog.sort(), query);
    assert.equal(partial, found.partial, query);
  }
});

test("what was typed before does not matter", () => {
  const titles = ["Echo", "EchoFace", "DreamHead", "A Dream of a Head"];
  const entries = titles.map((title) => ({ ...INDEX.entries[2], title, location: `2d/#${title}` }));
  const index = { ...INDEX, entries: [...INDEX.entries, ...entries] };
  const typing = new SearchEngine(index);
  for (const query of ["echo cvpr", "talking head 2023", "lip sync expert", "dreamhead", "DreamHead", "唇形同步"]) {
    const letters = [...query];
    const ends = letters.map((_, last) => letters.slice(0, last + 1).join(""));
    for (const typed of [...ends, ...ends.reverse()]) {
      assert.deepEqual(typing.find(typed), new SearchEngine(index).find(typed), typed);
    }
  }
});

test("guides are found by their headings, by their text only where nothing else holds it", () => {
  assert.deepEqual(find("expert"), ["2d/#expert"]);
  assert.deepEqual(find("portrait"), ["2d/#dreamhead"]);
  assert.deepEqual(find("every file"), ["contributing/"]);
  assert.equal(find("how do I report a dead link")[0], "contributing/#report");
  assert.equal(find("contributing")[0], "contributing/");
});

test("guides are found by one of their keywords that holds more of a question than any other entry", () => {
  assert.deepEqual(find("label missing"), ["contributing/#report"]);
  assert.equal(find("why is a label listed twice")[0], "commands/#merge");
  assert.deepEqual(find("puppets actor"), ["2d/#transfer"]);
  assert.deepEqual(engine.papers("label missing").papers, []);
});

test("a word that only guides hold, one in its heading, leads there", () => {
  assert.deepEqual(find("merge heads by diffusion"), ["commands/#merge"]);
});

test("a Chinese question about another field finds nothing", () => {
  assert.deepEqual(find("木偶"), ["2d/#transfer"]);
  assert.deepEqual(find("木偶红烧"), []);
  assert.notDeepEqual(find("表情红烧"), []);
});

test("the beginning of a title, as one word with a typo, is found", () => {
  assert.deepEqual(find("motiontransferoffaecs"), ["2d/#transfer"]);
});

test("of guides that hold a question equally, those for any reader come first", () => {
  assert.deepEqual(find("label").slice(-2), ["contributing/#report", "commands/#merge"]);
});

test("what a work does without is not what it has", () => {
  const dubbing = { kind: "paper", location: "2d/#a", title: "Dubbing", code: "https://code.example/a", text: "Masks." };
  const mute = { kind: "paper", location: "2d/#b", title: "Mute", lacks: ["code"], keywords: ["no masks needed", "不 需要 蒙版"] };
  const other = new SearchEngine({ ...INDEX, terms: [{ code: "code", 代码: "代码" }], entries: [dubbing, mute] });
  /** @param {string} query */
  const first = (query) => other.find(query).entries[0]?.location;
  for (const query of ["without code", "no code", "没有代码", "without any masks", "不需要蒙版"]) assert.equal(first(query), "2d/#b", query);
  for (const query of ["code", "masks", "代码"]) assert.equal(first(query), "2d/#a", query);
  assert.equal(other.find("code").entries.length, 1);
});

test("the narrower of two groups of terms comes first", () => {
  assert.deepEqual(find("表情迁移"), ["2d/#transfer"]);
  assert.deepEqual(find("表情"), ["2d/#dreamhead"]);
});

test("venue and year, however written", () => {
  for (const query of ["CVPR 2023", "cvpr2023", "cvpr'23", "CVPR 2023 年 的 论文", "2023年CVPR"]) {
    assert.equal(find(query)[0], "2d/#heads", query);
  }
  assert.deepEqual(find("2023"), ["2d/#y2023", "2d/#heads"]);
  assert.deepEqual(find("laptop 2023"), []);
});

test("phrases of the same meaning find each other, and the page that is named so", () => {
  assert.deepEqual(find("唇形同步"), ["2d/#expert"]);
  assert.deepEqual(find("唇形"), ["2d/#expert"]);
  assert.deepEqual(find("dubbing expert"), ["2d/#expert"]);
  assert.deepEqual(find("lip syn"), ["2d/#expert"]);
  assert.deepEqual(find("資料集")[0], "datasets/");
  assert.deepEqual(find("dataset")[0], "datasets/");
});

test("a query is never read as anything but words", () => {
  for (const query of ["constructor", "__proto__", "*", "\\", "(", "a".repeat(200), "\ud800"]) {
    assert.deepEqual(find(query), [], query);
  }
});

test("what is shown of a paper and of a dataset", () => {
  const shown = (query) => result(engine.find(query).entries[0], engine, engine.sought(query));
  assert.deepEqual(shown("唇形同步").title, [
    { text: "A ", marked: false }, { text: "Lip Sync", marked: true }, { text: " Expert", marked: false },
  ]);
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
  assert.deepEqual(fewerWords("cvpr expert", engine), ["expert", "cvpr"]);
  assert.deepEqual(fewerWords("nonsense", engine), []);
  assert.deepEqual(fewerWords("nonsense rubbish", engine), []);
});
