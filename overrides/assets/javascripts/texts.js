// @ts-check
/** Interface texts that scripts fill in, from the JSON the page carries. */

/** @type {Record<string, string>} */
const TEXTS = Object.assign(
  {},
  ...[...document.querySelectorAll("script[data-texts]")].map(({ textContent }) => JSON.parse(textContent)),
);

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
