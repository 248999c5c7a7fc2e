// @ts-check
/** Interface texts that scripts fill in, from the JSON the page carries (`reading.*`). */

/** @type {Record<string, string>} */
const TEXTS = JSON.parse(document.getElementById("mdx-texts")?.textContent || "{}");

/**
 * Returns a text of the page's language, its `{fields}` filled in; a count of one takes the
 * singular where there is one, as `macros.translations.text` does.
 * @param {string} key
 * @param {Record<string, string | number>} [fields]
 * @returns {string}
 */
export function text(key, fields = {}) {
  const singular = fields.count === 1 ? TEXTS[`${key}.one`] : undefined;
  const template = singular ?? TEXTS[`${key}.other`] ?? TEXTS[key];
  if (template === undefined) throw new Error(`no such text: ${key}`);
  return template.replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));
}
