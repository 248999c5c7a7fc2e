// @ts-check
/** Citations, fetched when first asked for: papers by the year of their first appearance, datasets. */

/**
 * As `macros.exports.citation_files.CitedPaper` writes it.
 * @typedef {object} CitedPaper
 * @property {string} key
 * @property {string} bibtex
 * @property {string} ris
 * @property {import("./zotero.js").CslItem} csl
 * @property {Record<string, string>} reference by language
 * @property {string} title
 * @property {string} date
 * @property {string} publication
 * @property {Record<string, string[]>} labels by language
 * @property {Record<string, string>} links by kind
 */

/**
 * As `macros.exports.citation_files.CitedDataset` writes it.
 * @typedef {Pick<CitedPaper, "bibtex" | "reference" | "title">} Cited
 */

/** @type {Map<string, Promise<Record<string, any>>>} */
const files = new Map();

/**
 * Returns the citations of papers in order; papers no longer on the list are left out.
 * @param {readonly {id: string, date: string}[]} papers
 * @returns {Promise<CitedPaper[]>} rejected where a file cannot be fetched
 */
export async function citations(papers) {
  const found = await Promise.all(papers.map(async ({ id, date }) => (await read(date.slice(0, 4)))[id]));
  return found.filter((one) => one !== undefined);
}

/**
 * Returns the citation of the paper that introduces a dataset.
 * @param {string} id of the dataset
 * @returns {Promise<Cited | undefined>} rejected where the file cannot be fetched
 */
export async function datasetCitation(id) {
  return (await read("datasets"))[id];
}

/**
 * @param {string} name
 * @returns {Promise<Record<string, any>>}
 */
function read(name) {
  let file = files.get(name);
  if (!file) {
    file = fetch(new URL(`../../citations/${name}.json`, import.meta.url)).then((response) => {
      if (!response.ok) throw new Error(`${response.status} ${response.url}`);
      return response.json();
    });
    // What could not be fetched may be available next time.
    file.catch(() => files.delete(name));
    files.set(name, file);
  }
  return file;
}
