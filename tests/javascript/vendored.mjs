/**
 * Third-party modules the site ships: files of npm packages locked in package-lock.json, with the
 * licence in front. `npm run vendor` writes them anew; vendored.test.mjs compares.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PROJECT = new URL("../../", import.meta.url);
const FOLDER = "overrides/assets/javascripts/vendor/";

export const VENDORED = [
  { file: "minisearch.js", name: "minisearch", module: "dist/es/index.js", licence: "LICENSE.txt" },
];

/** Returns what a vendored file must hold. */
export function expected({ name, module, licence }) {
  const folder = new URL(`node_modules/${name}/`, PROJECT);
  const read = (path) => readFileSync(new URL(path, folder), "utf8");
  const { version, homepage } = JSON.parse(read("package.json"));
  const notice = read(licence).trim().split("\n").map((line) => ` * ${line}`.trimEnd()).join("\n");
  // The source map is not shipped, so nothing may ask for it.
  const code = read(module).replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
  // Its types come from the package itself, where it is used.
  return `// @ts-nocheck\n/**\n * ${name} ${version}, ${module}, ${homepage}\n *\n${notice}\n */\n${code}`;
}

/** Returns what a vendored file holds. */
export function shipped({ file }) {
  return readFileSync(new URL(FOLDER + file, PROJECT), "utf8");
}

/** Returns the version package-lock.json asks for. */
export function lockedVersion({ name }) {
  const lock = JSON.parse(readFileSync(new URL("package-lock.json", PROJECT), "utf8"));
  return lock.packages[`node_modules/${name}`].version;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const one of VENDORED) {
    writeFileSync(new URL(FOLDER + one.file, PROJECT), expected(one));
  }
}
