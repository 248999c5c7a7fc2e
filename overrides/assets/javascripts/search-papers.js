// @ts-check
/** The filter's text field uses the search: it finds the same papers as the search dialog. */

/** @typedef {import("./search-worker.js").Papers} Answer */
/** @typedef {"" | "loading" | "failed" | "partial"} Status */

export class PaperSearch {
  /** @type {import("./search-client.js").SearchClient | undefined} */ #client;
  /** @type {Answer & {found: Set<string>} | undefined} the last */ #answer;
  /** @type {Status} */ #state = "";
  #asked = "";

  /** @param {() => void} changed called when a list would now show something else */
  constructor(changed) {
    this.changed = changed;
  }

  /** Loads the index; until then, and if that fails, words are matched literally. */
  async start() {
    if (this.#state || this.#client) return;
    this.#state = "loading";
    this.changed();
    try {
      const { searchClient } = await import("./search-client.js");
      this.#client = searchClient();
      this.#state = (await this.#client.loaded) ? "" : "failed";
    } catch {
      this.#state = "failed";
    }
    this.changed();
  }

  /**
   * Returns the status that a list should show.
   * @param {string} query
   * @returns {Status}
   */
  status(query) {
    return this.#state || (this.answer(query)?.partial ? "partial" : "");
  }

  /**
   * Returns the answer to a query where it is known.
   * @param {string} query
   */
  answer(query) {
    return this.#answer?.query === query.trim() ? this.#answer : undefined;
  }

  /**
   * Asks for the papers of a query and tells whether the answer is worth waiting for: `changed` is
   * called with it at once.
   * @param {string} query
   */
  awaits(query) {
    const sought = query.trim();
    this.#asked = sought;
    if (!sought || !this.#client?.ready || this.answer(sought)) return false;
    void this.#client.ask({ wants: "papers", query: sought }).then((answer) => {
      this.#answer = { ...answer, found: new Set(answer.papers) };
      if (answer.query === this.#asked) this.changed();
    });
    return true;
  }
}
