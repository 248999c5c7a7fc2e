// Asks the engine what the queries on its standard input find in an index: node find.mjs index.json
import { readFileSync } from "node:fs";

import { SearchEngine } from "../../overrides/assets/javascripts/search-engine.js";

const engine = new SearchEngine(JSON.parse(readFileSync(process.argv[2], "utf8")));
const found = JSON.parse(readFileSync(0, "utf8")).map((query) => ({
  locations: engine.find(query).entries.map(({ location }) => location),
  papers: engine.papers(query).papers,
}));
console.log(JSON.stringify(found));
