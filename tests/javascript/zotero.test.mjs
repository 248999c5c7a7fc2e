/** Context objects, read back as the Zotero Connector reads them: pairs, decoded, "+" as a space. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { contextObject } from "../../overrides/assets/javascripts/zotero.js";

/** @param {string} written */
function read(written) {
  const found = /** @type {Record<string, string[]>} */ ({});
  for (const part of written.split("&")) {
    const [key = "", value = ""] = part.split("=");
    (found[key] ??= []).push(decodeURIComponent(value.replace(/\+/g, " ")));
  }
  return found;
}

const author = [
  { family: "Torre", given: "Fernando", "non-dropping-particle": "de la" },
  { literal: "王小明" },
];

test("a paper at a conference", () => {
  const found = read(contextObject({
    type: "paper-conference", title: "A & B = 50%?", author, "container-title": "Proceedings of X",
    page: "1-9", DOI: "10.1145/1.2", URL: "https://example.org/?a=1&b=2", issued: { "date-parts": [[2023]] },
  }));
  assert.deepEqual(found, {
    ctx_ver: ["Z39.88-2004"],
    rft_val_fmt: ["info:ofi/fmt:kev:mtx:book"],
    "rft.genre": ["proceeding"],
    "rft.atitle": ["A & B = 50%?"],
    "rft.btitle": ["Proceedings of X"],
    "rft.au": ["de la Torre, Fernando", "王小明"],
    "rft.date": ["2023"],
    "rft.pages": ["1-9"],
    rft_id: ["info:doi/10.1145/1.2", "https://example.org/?a=1&b=2"],
  });
});

test("an article in a journal", () => {
  const found = read(contextObject({
    type: "article-journal", title: "T", "container-title": "J", issued: { "date-parts": [[2020]] },
  }));
  assert.deepEqual(found["rft_val_fmt"], ["info:ofi/fmt:kev:mtx:journal"]);
  assert.deepEqual([found["rft.genre"], found["rft.jtitle"]], [["article"], ["J"]]);
});

test("a preprint has a type of Zotero's and its month", () => {
  const found = read(contextObject({
    type: "article", title: "T", URL: "https://arxiv.org/abs/2409.10281", issued: { "date-parts": [[2024, 9]] },
  }));
  assert.deepEqual(found["rft.type"], ["preprint"]);
  assert.deepEqual([found["rft.title"], found["rft.date"]], [["T"], ["2024-09"]]);
  assert.deepEqual(found["rft.identifier"], ["https://arxiv.org/abs/2409.10281"]);
});
