// @ts-check
/** A page of papers: filter, order, marks, links of the rows, selection, citations. */

import { announce, copy } from "./clipboard.js";
import { load } from "./dialogs.js";
import { offerFeed } from "./feed-link.js";
import { FilterBar } from "./filter-bar.js";
import { combined, emptyState, includes, parseState, renamed, without, writeState } from "./filter-state.js";
import { leadToForm } from "./fix-link.js";
import { words } from "./folding.js";
import { demands, match } from "./matching.js";
import { PaperList } from "./paper-list.js";
import { PaperSearch } from "./search-papers.js";
import { Selection } from "./selection.js";
import { ADDRESS_DELAY, hasClosed } from "./opened.js";
import { makeSortable, nextSort, showSort } from "./sort-headers.js";
import { text } from "./texts.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.mdx-filter"));
const bar = new FilterBar(form);
const list = await listOfPage();
bar.total = list.papers.length;
await bringUpToDate();
const selection = new Selection(list.papers, (selected) => ask({ ...state, selected }, false));
const search = new PaperSearch(show);
/** @type {import("./paper-list.js").ListedPaper | undefined} shown though the filter leaves it out */
let linked;
const note = /** @type {HTMLElement} */ (document.querySelector(".mdx-filter__note:not(.mdx-filter__status)"));
let state = parseState(location.search);
/** @type {ReturnType<typeof setTimeout> | undefined} */
let addressing;
/** @type {Promise<typeof import("./marks.js") | undefined> | undefined} */
let marking;
/** Whether the last change of the address came from typing. */
let typed = false;

/** Shows the result of the filter once the search has answered. */
function show() {
  const waiting = search.awaits(state.q);
  form.ariaBusy = String(waiting);
  if (!waiting) apply();
}

/** Shows the result of the filter as far as it is known. */
function apply() {
  const answer = search.answer(state.q);
  const matches = match(list.papers, state, answer?.found);
  list.order(state.sort);
  list.show(matches.passed.map((passed, index) => passed || list.papers[index] === linked));
  showSort(state.sort);
  bar.showMatches(state, matches, demands(state));
  offerFeed(state.label, bar.chips);
  bar.showStatus(search.status(state.q));
  void mark(answer);
}

/**
 * Highlights the matches; the module for this is loaded the first time, and a list reads well without.
 * @param {ReturnType<PaperSearch["answer"]>} answer
 */
async function mark(answer) {
  const typed = words(state.q);
  if (!typed.length && !marking) return;
  marking ??= import("./marks.js").catch(() => undefined);
  const sought = answer?.sought ?? (typed.length ? { starts: new Set(typed), phrases: [] } : undefined);
  (await marking)?.mark(list.shown, sought);
}

/**
 * Applies a state and writes it into the address: one entry of the history for each choice,
 * and one for a text, however many keystrokes it took.
 * @param {import("./filter-state.js").FilterState} asked
 * @param {boolean} typing
 */
function ask(asked, typing) {
  clearTimeout(addressing);
  if (!typing) write();
  state = asked;
  show();
  if (typing) addressing = setTimeout(write, ADDRESS_DELAY, true);
  else write();
  selection.follow(state.selected);
}

/** Writes the state into the address, replacing the entry of the same typing. */
function write(typing = false) {
  const search = writeState(state, location.search);
  if (search !== location.search) {
    const address = `${location.pathname}${search}${location.hash}`;
    // Choices in the sheet belong to its entry, which Back closes.
    if ((typing && typed) || bar.sheet.open) history.replaceState(history.state, "", address);
    else history.pushState(null, "", address);
  }
  typed = typing;
}

/** @param {import("./filter-state.js").FilterState} asked */
function choose(asked) {
  bar.write(asked);
  ask(asked, false);
}

/**
 * Follows a link to a filtered list in place: its filters are added to the active ones.
 * @param {string} search
 */
function follow(search) {
  choose(combined(state, parseState(search)));
  form.scrollIntoView({ block: "nearest" });
}

/**
 * Removes one demand.
 * @param {DOMStringMap} demand
 */
function takeBack({ name = "", value = "" }) {
  if (name === "label") choose({ ...state, label: state.label.filter((id) => id !== value) });
  else choose({ ...state, [name]: emptyState()[/** @type {"q"} */ (name)] });
}

/** Returns the list of the page; the module for long lists is loaded only for those. */
async function listOfPage() {
  const covered = /** @type {HTMLElement | null} */ (document.querySelector(".mdx-filter__covered"));
  if (!covered) return new PaperList(bar.labelNames, makeSortable);
  const long = await import("./long-list.js").catch(() => undefined);
  if (long) return new long.LongPaperList(bar.labelNames, makeSortable, covered, await long.unpacked());
  showLater();
  covered.hidden = true;
  return new PaperList(bar.labelNames, makeSortable);
}

/** Makes rows of what a browser without scripts shows: slower than the module, and as complete. */
function showLater() {
  for (const later of document.querySelectorAll("noscript.mdx-later")) {
    const { content } = Object.assign(document.createElement("template"), { innerHTML: later.textContent });
    const table = later.previousElementSibling;
    if (table?.matches("table")) table.append(...content.querySelectorAll("tbody"));
    else later.before(content);
    later.nextElementSibling?.remove();
    later.remove();
  }
  if (location.hash) location.replace(location.href); // The anchor may be one of the new rows.
}

/** Loads what is known of entries that left the list; without it, their addresses lead nowhere. */
function removals() {
  return import("./removed.js").catch(() => undefined);
}

/** Puts what it is called today in place of what an old address names: labels, merged entries. */
async function bringUpToDate() {
  const { removed = "", former = "{}" } = form.dataset;
  const here = new URL(location.href);
  here.search = renamed(here.search, JSON.parse(former));
  const known = new Set(list.papers.map(({ id }) => id));
  for (const name of removed ? ["selected", "compare"] : []) {
    const ids = here.searchParams.get(name)?.split(" ").filter(Boolean) ?? [];
    if (ids.every((id) => known.has(id))) continue;
    const today = await (await removals())?.replaced(ids, removed);
    if (today) here.searchParams.set(name, today.join(" "));
  }
  if (here.href !== location.href) history.replaceState(history.state, "", here);
}

/**
 * Says what became of an entry that left the list.
 * @param {string} id
 */
async function explainRemoved(id) {
  const { removed } = form.dataset;
  if (!id || !removed || document.getElementById(id)) return;
  const said = await (await removals())?.hint(id, removed, selection.home);
  if (said && id === anchor()) note.replaceChildren(...said);
}

function anchor() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // No anchor of ours holds a stray percent sign.
  }
}

/** Shows the paper that the address leads to even if the filter excludes it, with a note. */
function showLinked() {
  const id = anchor();
  const paper = list.papers.find((one) => one.id === id);
  linked = paper && !paper.shown ? paper : undefined;
  note.textContent = linked ? text("reading.linked", { title: linked.title }) : "";
  if (linked) apply();
  if (paper) list.reveal(paper);
  void explainRemoved(id);
  linked?.row.scrollIntoView();
}

/** @param {MouseEvent} event */
function click(event) {
  const target = /** @type {Element} */ (event.target);
  const row = /** @type {HTMLTableRowElement | null} */ (target.closest(".mdx-paper"));
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest('a[href^="?"]'));
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (link && row && plain) {
    event.preventDefault();
    follow(link.search);
  } else if (row && !target.closest("a") && target.closest(".mdx-paper__summary")) {
    target.closest(".mdx-paper__summary")?.classList.toggle("mdx-paper__summary--whole");
  } else if (row && target.closest(".mdx-permalink")) {
    const address = new URL(`#${row.id}`, location.origin + location.pathname);
    void copy(address.href, text("reading.link_copied"));
  } else if (row && target.closest(".mdx-cite")) {
    void load("cite-dialog.js", list.papers.find(({ id }) => id === row.id));
  } else if (target.closest("[data-asks]")) {
    const { asks = "" } = /** @type {HTMLElement} */ (target.closest("[data-asks]")).dataset;
    const part = parseState(asks);
    choose(includes(state, part) ? without(state, part) : combined(state, part));
  } else if (target.closest(".mdx-filter__clear")) {
    choose({ ...emptyState(), sort: state.sort });
    if (!bar.sheet.open) bar.query.focus({ preventScroll: true });
  } else if (target.closest("[data-name]")) {
    takeBack(/** @type {HTMLElement} */ (target.closest("[data-name]")).dataset);
    if (bar.empty.hidden && !document.activeElement?.closest(".mdx-line")) {
      bar.query.focus({ preventScroll: true });
    }
  } else if (target.closest(".mdx-filter__share")) {
    const address = new URL(location.pathname + writeState(state), location.origin);
    void copy(address.href, text("reading.view_copied"));
  } else if (target.closest(".mdx-filter__export")) {
    void load("export-dialog.js", list.shown);
  } else if (target.closest(".mdx-selection__compare")) {
    compare(selection.papers.map(({ id }) => id));
  } else if (target.closest(".mdx-selection__export")) {
    void load("export-dialog.js", selection.papers);
  } else if (target.closest(".mdx-sort")) {
    const { order = "" } = /** @type {HTMLElement} */ (target.closest(".mdx-sort")).dataset;
    choose({ ...state, sort: nextSort(order, state.sort) });
    const again = /** @type {HTMLElement | undefined} */ (
      [...document.querySelectorAll(`.mdx-sort[data-order="${order}"]`)].find((one) => one.checkVisibility())
    );
    again?.focus();
  } else if (target.closest(".mdx-dialog__close, .mdx-sheet__apply")) {
    target.closest("dialog")?.close();
  } else if (target instanceof HTMLDialogElement) {
    target.close(); // A click on the backdrop has the dialog itself as its target.
  }
}

/**
 * Compares papers; if this page lacks one of them, on the page of all papers.
 * @param {readonly string[]} ids
 */
function compare(ids) {
  const papers = ids.flatMap((id) => list.papers.find((one) => one.id === id) ?? []);
  if (ids.length < 2 || ids.length > 6) announce(text("reading.compare_limit"));
  else if (papers.length === ids.length) void load("compare-dialog.js", papers);
  else if (selection.home.pathname !== location.pathname) {
    const address = selection.home;
    address.searchParams.set("compare", ids.join(" "));
    location.assign(address);
  } else if (papers.length > 1) void load("compare-dialog.js", papers);
}

/** Opens the comparison that the address names, as a separate history entry. */
function showCompared() {
  const here = new URL(location.href);
  const ids = here.searchParams.get("compare")?.split(" ").filter(Boolean);
  if (!ids) return;
  here.searchParams.delete("compare");
  history.replaceState(null, "", here);
  compare(ids);
}

/** @param {KeyboardEvent} event */
function key(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  const isTextField = typing && !(target instanceof HTMLInputElement && target.type === "checkbox");
  if (event.ctrlKey || event.metaKey || event.altKey || isTextField) return;
  if (document.querySelector("dialog:modal")) return;
  if (event.key === "f") {
    event.preventDefault();
    bar.query.focus();
    bar.query.select();
  } else if (event.key === "c" && selection.papers.length) {
    selection.focus();
  }
}

/** Reads every row while the browser is idle, so that the first keystroke is quick. */
function readAhead(from = 0) {
  const until = performance.now() + 8;
  let next = from;
  while (next < list.papers.length && performance.now() < until) list.papers[next++]?.prepare();
  if (next < list.papers.length) setTimeout(readAhead, 0, next);
}

leadToForm(form.dataset.correction ?? "");
bar.onChange((typing) => ask(bar.read(state), typing));
document.addEventListener("click", click);
document.addEventListener("keydown", key);
addEventListener("popstate", (event) => {
  clearTimeout(addressing);
  typed = false;
  if (hasClosed(event)) {
    // Choices made in the meantime stay.
    history.replaceState(null, "", `${location.pathname}${writeState(state, location.search)}${location.hash}`);
    return;
  }
  state = parseState(location.search);
  bar.write(state);
  show();
  showLinked();
});
addEventListener("hashchange", showLinked);
bar.query.addEventListener("focus", () => void search.start());
bar.query.addEventListener("blur", () => { typed = false; });

bar.write(state);
showSort(state.sort);
if (state.q) void search.start();
if (writeState(state)) {
  apply();
  // The rows have moved since the browser scrolled to the anchor.
  document.getElementById(anchor())?.scrollIntoView();
}
showLinked();
showCompared();
readAhead();
