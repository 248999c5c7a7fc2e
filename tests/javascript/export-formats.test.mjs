import assert from "node:assert/strict";
import { test } from "node:test";

import { exported } from "../../overrides/assets/javascripts/export-formats.js";

const COLUMNS = { title: "Title", date: "Time", publication: "Venue", labels: "Labels", project: "Page", code: "Code" };
const PAPERS = [
  {
    key: "a-2024", bibtex: "@misc{a-2024,\n}\n", ris: "TY  - GEN\nER  - \n", csl: { id: "a-2024" }, title: "A|B *stars* & {braces} 100%_#$^~\\",
    date: "2024-09", publication: "CVPR 2024", labels: { en: ["One", "Two"], zh: ["一", "二"] },
    links: { publication: "https://example.org/(a)|b", code: "https://example.org/code" },
  },
  { key: "b-2023", bibtex: "@misc{b-2023,\n}\n", ris: "TY  - GEN\nER  - \n", csl: { id: "b-2023" }, title: "B", date: "2023-01", publication: "", labels: { en: [], zh: [] }, links: {} },
];
const written = (format, language = "en") => exported(PAPERS, format, language, COLUMNS);

test("one file and one citation for all", () => {
  assert.equal(written("bibtex"), "@misc{a-2024,\n}\n\n@misc{b-2023,\n}");
  assert.equal(written("ris"), "TY  - GEN\nER  -\n\nTY  - GEN\nER  -");
  assert.deepEqual(JSON.parse(written("csl")), [{ id: "a-2024" }, { id: "b-2023" }]);
  assert.equal(written("csv").split("\r\n").length, 3);
  assert.equal(written("cite"), "\\cite{a-2024,b-2023}");
});

test("a Markdown table holds each paper in one row, its text as it is", () => {
  assert.deepEqual(written("markdown").split("\n"), [
    "| Title | Time | Venue | Labels | Page | Code |",
    "| --- | --- | --- | --- | --- | --- |",
    "| A\\|B \\*stars\\* \\& {braces} 100%\\_\\#$^\\~\\\\ | 2024-09 | [CVPR 2024](<https://example.org/(a)%7Cb>) | One, Two |  | [Code](<https://example.org/code>) |",
    "| B | 2023-01 |  |  |  |  |",
  ]);
});

test("a LaTeX table cites each paper and escapes what LaTeX keeps for itself", () => {
  const lines = written("latex", "zh").split("\n");
  assert.equal(lines[5], "  Title & Time & Venue & Labels & Page & Code \\\\");
  assert.equal(
    lines[7],
    "  A|B *stars* \\& \\{braces\\} 100\\%\\_\\#\\$\\textasciicircum{}\\textasciitilde{}\\textbackslash{}"
      + "~\\cite{a-2024} & 2024-09 & CVPR 2024 & 一、二 &  & \\href{https://example.org/code}{Code} \\\\",
  );
  assert.equal(lines[2], "% \\usepackage{ctex} % for XeLaTeX or LuaLaTeX");
  assert.equal(lines.at(-1), "\\end{tabular}");
});
