// @ts-check
/** Finds the elements near the screen among many in vertical order. */

/**
 * Returns the elements at most `margin` screens away. It bisects, because reading the position of an
 * element forces its layout.
 * @template {Element} E
 * @param {readonly E[]} elements in the order of the page, all visible
 * @param {number} margin
 */
export function nearScreen(elements, margin) {
  const first = firstWhere(elements, ({ bottom }) => bottom >= -margin * innerHeight);
  const end = firstWhere(elements, ({ top }) => top >= (1 + margin) * innerHeight);
  return elements.slice(first, end);
}

/**
 * @param {readonly Element[]} elements
 * @param {(box: DOMRect) => boolean} holds true for all elements after the first for which it is
 */
function firstWhere(elements, holds) {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const box = elements[middle]?.getBoundingClientRect();
    if (box && holds(box)) high = middle;
    else low = middle + 1;
  }
  return low;
}
