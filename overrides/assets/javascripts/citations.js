// @ts-check
/** Citations of papers, fetched by the year of their first appearance when first asked for. */

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

/** @type {Map<string, Promise<Record<string, CitedPaper>>>} */
const years = new Map();

/**
 * Returns the citations of papers in order; papers no longer on the list are left out.
 * @param {readonly {id: string, date: string}[]} papers
 * @returns {Promise<CitedPaper[]>} rejected where a file cannot be fetched
 */
export async function citations(papers) {
  const found = await Promise.all(papers.map(async ({ id, date }) => (await ofYear(date.slice(0, 4)))[id]));
  return found.filter((one) => one !== undefined);
}

/**
 * @param {string} year
 * @returns {Promise<Record<string, CitedPaper>>}
 */
function ofYear(year) {
  let file = years.get(year);
  if (!file) {
    file = fetch(new URL(`../../citations/${year}.json`, import.meta.url)).then((response) => {
      if (!response.ok) throw new Error(`${response.status} ${response.url}`);
      return response.json();
    });
    // What could not be fetched may be available next time.
    file.catch(() => years.delete(year));
    years.set(year, file);
  }
  return file;
}
