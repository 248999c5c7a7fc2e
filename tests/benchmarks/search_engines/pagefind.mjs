/** Makes Pagefind's index of one locale: node pagefind.mjs INDEX.json FOLDER LOCALE */
import { readFileSync } from "node:fs";
import { createIndex } from "pagefind";

const [, , file, outputPath, language] = process.argv;
const index = JSON.parse(readFileSync(file, "utf8"));
const started = performance.now();
const { index: made } = await createIndex({ forceLanguage: language });
const names = (ids, table) => (ids ?? []).map((id) => table[id]?.title ?? id);
for (const entry of index.entries) {
  const { title, page, venue, year, date, labels, categories, authors, arxiv, text } = entry;
  const content = [
    title, page, venue, year, date, ...names(labels, index.labels), ...(labels ?? []),
    ...names(categories, index.categories), ...(authors ?? []), arxiv, text,
  ];
  await made.addCustomRecord({
    url: `/${entry.location}`,
    content: content.filter(Boolean).join(". "),
    language,
    meta: { title, location: entry.location },
  });
}
await made.writeFiles({ outputPath });
console.log(((performance.now() - started) / 1000).toFixed(2));
process.exit(0);
