import assert from "node:assert/strict";
import { test } from "node:test";

import { batches, splitRows } from "../../overrides/assets/javascripts/long-list.js";

test("rows are split into start tag and content", () => {
  const html = `
<tr class="mdx-paper" id="a" data-labels="A &gt; B"><td><a href="?x">A</a></td></tr>
<tr class="mdx-paper" id="b"><td></td><td>B &lt;/tr&gt;</td></tr>
</tbody>`;
  assert.deepEqual(splitRows(html), [
    { start: '<tr class="mdx-paper" id="a" data-labels="A &gt; B">', content: '<td><a href="?x">A</a></td>' },
    { start: '<tr class="mdx-paper" id="b">', content: "<td></td><td>B &lt;/tr&gt;</td>" },
  ]);
  assert.deepEqual(splitRows("</tbody></table>"), []);
});

test("the last batch holds what is left, and nothing makes no batch", () => {
  assert.deepEqual(batches([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
  assert.deepEqual(batches([1, 2], 2), [[1, 2]]);
  assert.deepEqual(batches([], 2), []);
});
