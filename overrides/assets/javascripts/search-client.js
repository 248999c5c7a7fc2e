// @ts-check
/** The search of the page: one worker with one index, which the dialog and the filter ask. */

/** @typedef {import("./search-worker.js").Question} Question */
/** @typedef {import("./search-worker.js").Answer} Answer */

/** @type {SearchClient | undefined} */
let client;

/** Returns the page's search; the first call starts loading it. */
export function searchClient() {
  const { index = "" } = document.getElementById("mdx-search")?.dataset ?? {};
  client ??= new SearchClient(new URL(index, document.baseURI).href);
  return client;
}

/**
 * Returns the text of an index.
 * @param {string} address
 */
async function load(address) {
  // Asks the host whether the index has changed: pages and index belong together.
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.text();
}

export class SearchClient {
  /** @param {string} index the address of the index of the page's language */
  constructor(index) {
    this.ready = false;
    this.asked = 0;
    /** Pending requests, by what they want. @type {Map<string, {id: number, resolve: (answer: any) => void}>} */
    this.waiting = new Map();
    this.worker = new Worker(new URL("./search-worker.js", import.meta.url), { type: "module" });
    /** Resolves with whether the index has been loaded. @type {Promise<boolean>} */
    this.loaded = new Promise((resolve) => {
      this.worker.addEventListener("error", () => resolve(false));
      this.worker.addEventListener("message", ({ data }) => {
        if (!("ready" in data)) return this.#answer(data);
        this.ready = true;
        resolve(true);
      });
      // Here and not by the worker, which would first wait for its modules.
      load(index).then((text) => this.worker.postMessage({ index: text }), () => resolve(false));
    });
  }

  /**
   * Requests the results of a query. Only the newest request of its kind is answered.
   * @template {Question["wants"]} Wants
   * @param {Question & {wants: Wants}} question
   * @returns {Promise<Extract<Answer, {wants: Wants}>>}
   */
  ask(question) {
    this.asked += 1;
    const id = this.asked;
    this.worker.postMessage({ id, ...question });
    return new Promise((resolve) => this.waiting.set(question.wants, { id, resolve }));
  }

  /** @param {Answer} answer */
  #answer(answer) {
    const asker = this.waiting.get(answer.wants);
    if (asker?.id === answer.id) asker.resolve(answer);
  }
}
