// @ts-check
/**
 * A query as units that an entry contains or not: a word, a phrase of the field, a piece of
 * Chinese. Some units are required, those of the entire field only affect the ranking.
 */

import { stem } from "./search-vocabulary.js";

/** @typedef {import("./search-words.js").Word} Word */
/** @typedef {import("./search-phrases.js").Phrases} Phrases */
/** @typedef {import("./search-vocabulary.js").Vocabulary} Vocabulary */
/** @typedef {import("./search-vocabulary.js").Reading} Reading */

/**
 * @typedef {object} Unit
 * @property {string} whole what was typed, folded, as one word
 * @property {Word[]} words
 * @property {boolean} empty says nothing about what is sought
 * @property {"phrase" | "word" | ""} field whether it is a phrase or a word of the whole field, or
 *   too vague to exclude anything
 * @property {{word: string, weight: number}[]} meant the concepts it stands for or hints at
 */

/** Stop words, left out if other words remain. */
const EMPTY_WORDS = new Set(
  (
    "a about an and are at based be by can do does find for from another other some any someone something get have help how i in into is it its make me my of on or " +
    "our paper please show so that the their there these this to use used using want we what where which who with work you your " +
    "page method approach via " +
    "的 了 和 与 及 带 带有 含 含有 包含 或 在 是 有 年 篇 把 将 给 用 让 使 被 从 到 为 以 对 里 中 上 下 吗 呢 我 你 个 些 种 想 要 请 能 会 可 做 去 来 也 都 等 " +
    "论文 文章 方法 工作 研究 我们 我的 你的 怎么 怎样 怎么办 如何 什么 哪些 哪个 哪里 哪篇 可以 能够 一个 一种 一些 一下 有没有 " +
    "有哪些 请问 想要 需要 使用 利用 通过 进行 拍摄 采集 录制 自己 自己的 别人 他人 另一个 另一张 另一段 一段 一张 一幅 一篇 几个 首次 提出 最早 时 时候 的时候 不准确 发现 帮忙 帮助 麻烦 不上 不准 不了 对不上 出来 相关 关于 基于 为什么 是什么"
  ).split(" "),
);

/** The part of a pasted address, or of a DOI, before the name of the work. */
const ADDRESS = /\bdoi:|(?:https?:\/\/)?(?:[a-z\d-]+\.)+[a-z]{2,6}\/(?:(?:abs|pdf|html)\/)?(?=\S)/giu;

/** An identifier of arXiv, with what is written around it: "arXiv:2409.10281v2 [cs.CV]", "….pdf". */
const ARXIV = /(?:arxiv\s*:?\s*)?\b(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?(?:\s*\[[\w.-]+\])?/giu;


const HAN = /\p{Script=Han}/u;

export class QueryReader {
  /**
   * @param {(text: string) => Word[]} words
   * @param {Phrases} phrases
   * @param {Vocabulary} vocabulary
   * @param {string} field the name of the whole field, in every language
   */
  constructor(words, phrases, vocabulary, field) {
    this.words = words;
    this.phrases = phrases;
    this.vocabulary = vocabulary;
    this.fieldWords = new Set(phrases.parts(field).flatMap((word) => [word, stem(word) || word]));
    this.fieldConcepts = new Set(phrases.conceptsIn([field]).whole);
  }

  /**
   * Returns the units of a query in order.
   * @param {string} query
   * @returns {Unit[]}
   */
  units(query) {
    const text = query.normalize("NFKC").replace(ADDRESS, " ").replace(ARXIV, " $1 ");
    const words = this.words(text).flatMap((word) => (word.chinese ? this.#pieces(word.whole) : [word]));
    /** @type {Unit[]} */
    const units = [];
    for (let start = 0; start < words.length; ) {
      let end = words.length;
      while (end > start + 1 && !this.phrases.byWhole.has(joined(words.slice(start, end)))) end -= 1;
      units.push(this.#unit(words.slice(start, end), end === words.length));
      start = end;
    }
    return units;
  }

  /**
   * @param {Word[]} words
   * @param {boolean} atEnd
   * @returns {Unit}
   */
  #unit(words, atEnd) {
    const whole = joined(words);
    const meant = this.phrases.meant(whole, atEnd);
    const isField = meant.some(({ word, weight }) => weight === 1 && this.fieldConcepts.has(word));
    // A single character of Chinese is part of many words.
    const vague = HAN.test(whole) && whole.length === 1 && !meant.some(({ weight }) => weight === 1);
    return {
      whole,
      words,
      empty: words.every((word) => EMPTY_WORDS.has(word.whole)),
      field: isField ? "phrase" : vague || this.#isOfField(whole) ? "word" : "",
      meant,
    };
  }

  /**
   * Returns the query that an entry answers which holds a unit.
   * @param {Unit} unit
   * @param {string[]} [fields] where its concepts may stand
   * @returns {import("minisearch").QueryCombination}
   */
  queryOf({ words, meant }, fields = ["concepts", "mentions"]) {
    return any([
      all(words.map((word) => this.#wordQuery(word, fields))),
      ...meant.map((one) => conceptQuery(one, fields)),
    ]);
  }

  /**
   * @param {Word} word
   * @param {string[]} fields
   */
  #wordQuery(word, fields) {
    if (word.chinese) return any(this.vocabulary.chineseReadings(word.whole).map(readingQuery));
    const readings = this.vocabulary.readings(word.whole).map(readingQuery);
    if (word.parts.length > 1) {
      const parts = word.parts.map((part) =>
        any([
          ...this.vocabulary.readings(part).map(readingQuery),
          ...this.phrases.meant(part, false).map((meant) => conceptQuery(meant, fields)),
        ]),
      );
      readings.push(all(parts));
    }
    return any(readings);
  }

  /**
   * Returns the pieces a run of Chinese consists of, from the left the longest known each time;
   * characters that nothing knows are a piece of their own.
   * @param {string} run folded
   * @returns {Word[]}
   */
  #pieces(run) {
    /** @type {Word[]} */
    const pieces = [];
    let unknown = "";
    const flush = () => {
      if (unknown) pieces.push({ whole: unknown, parts: [unknown], chinese: true });
      unknown = "";
    };
    for (let start = 0; start < run.length; ) {
      let end = run.length;
      while (end > start && !this.#knows(run.slice(start, end))) end -= 1;
      if (end === start) {
        unknown += run[start];
        start += 1;
        continue;
      }
      flush();
      const whole = run.slice(start, end);
      pieces.push({ whole, parts: [whole], chinese: true });
      start = end;
    }
    flush();
    return pieces;
  }

  /** @param {string} whole */
  #isOfField(whole) {
    return this.fieldWords.has(whole) || this.fieldWords.has(stem(whole));
  }

  /** @param {string} piece */
  #knows(piece) {
    return EMPTY_WORDS.has(piece) || this.vocabulary.chineseParts.has(piece) || this.phrases.byPart.has(piece);
  }
}

/** @param {Word[]} words */
function joined(words) {
  return words.flatMap((word) => word.parts).join("");
}

/** @param {Reading} reading */
function readingQuery({ words: together, prefix, slips, weight }) {
  const options = { fuzzy: slips, boostTerm: () => weight };
  if (prefix && together.every((word) => /^\w{1,2}$/.test(word))) {
    // Half of all words begin with some one or two letters; only names are worth the time.
    const begun = all(together, { ...options, prefix: true, fields: ["name"] });
    return any([begun, all(together, { ...options, prefix: false })]);
  }
  return all(together, { ...options, prefix });
}

/**
 * @param {{word: string, weight: number}} meant
 * @param {string[]} fields
 */
function conceptQuery({ word, weight }, fields) {
  return all([word], { fields, prefix: false, fuzzy: false, boostTerm: () => weight });
}

/**
 * @param {import("minisearch").Query[]} queries
 * @param {object} [options]
 * @returns {import("minisearch").QueryCombination}
 */
function all(queries, options = {}) {
  return { combineWith: "AND", queries, ...options };
}

/**
 * @param {import("minisearch").Query[]} queries
 * @returns {import("minisearch").QueryCombination}
 */
function any(queries) {
  return { combineWith: "OR", queries };
}

