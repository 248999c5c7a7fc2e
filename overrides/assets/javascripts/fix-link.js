// @ts-check
/** The link "Fix this" of a row leads to the form with the paper filled in. */

/**
 * Returns the address of the form for a paper; the form's fields are filled in by their names.
 * @param {string} form the address of the form
 * @param {string} id
 * @param {string} title
 */
export function correction(form, id, title) {
  const address = new URL(form);
  address.searchParams.set("paper", id);
  address.searchParams.set("title", `Correction: ${title.split(": ", 1)[0]}`);
  return address.href;
}

/**
 * Lets the rows' links lead to the form; without scripts they lead to the guide.
 * @param {string} form the address of the form
 */
export function leadToForm(form) {
  for (const event of ["pointerover", "focusin", "click"]) {
    document.addEventListener(event, ({ target }) => {
      const link = target instanceof Element && target.closest(".mdx-fix");
      const row = link && link.closest(".mdx-paper");
      if (!(link instanceof HTMLAnchorElement) || !row) return;
      link.href = correction(form, row.id, row.querySelector("[data-paper-title]")?.textContent ?? "");
    });
  }
}
