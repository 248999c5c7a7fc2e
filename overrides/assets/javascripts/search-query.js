// @ts-check
/**
 * A query as units that an entry contains or not: a word, a phrase of the field, a piece of
 * Chinese. Some units are required, those of the entire field only affect the ranking.
 */

import { NAME_WITH_DIGIT, stem } from "./search-vocabulary.js";

/** @typedef {import("./search-words.js").Word} Word */
/** @typedef {import("./search-phrases.js").Phrases} Phrases */
/** @typedef {import("./search-vocabulary.js").Vocabulary} Vocabulary */
/** @typedef {import("./search-vocabulary.js").Reading} Reading */

/**
 * @typedef {object} Unit
 * @property {string} whole what was typed, folded, as one word
 * @property {Word[]} words
 * @property {boolean} atEnd whether it stands at the end of what is typed
 * @property {boolean} empty says nothing about what is sought
 * @property {"phrase" | "word" | ""} field whether it is a phrase or a word of the whole field, or
 *   too vague to exclude anything
 * @property {{word: string, weight: number}[]} meant the concepts it names or hints at
 * @property {boolean} [negated] whether it is sought as what a work does without: "no training code"
 */

/** Words before what a work does without. */
export const NEGATIONS = new Set(
  "no not without instead non never nor lacks lacking forbid forbidding prohibit prohibiting disallow disallowing cannot 禁止 严禁 不可 不得 不能 不许 不允许 无 不 无需 无须 不需要 不需 不用 不必 不靠 不依赖 不依靠 不使用 不经过 不借助 没有 没 未 免 不要 非 缺 缺少 跳过 绕过 摆脱 去掉".split(" "),
);

/** Words beside the name of a work that ask for another one. */
export const RELATIONS = new Set(
  "alternative alternatives substitute replacement successor predecessor improved improvement better like similar unlike 平替 替代 替代品 后续 改进 前身 类似 优于".split(" "),
);

/** Stop words, left out if other words remain. */
const EMPTY_WORDS = new Set([
  ...NEGATIONS,
  ...(
    "a about an and are at based be by can do does find for from another other some any someone something get have help how i in into is it its make me my of on or " +
    "our paper please show so that the their there these this to use used using want we what where which who with work you your " +
    "page method approach via turn turning onto out per just only own same like given when while whose " +
    "there then also too than else them they he she his her him am was were be been being has had " +
    "having would should could will may might yes let lets make makes making made more " +
    "most less very really good want wants need needs trying try looking look seen see read " +
    "know tell give gives doing does did done anything everything all any each every " +
    "within between over under across plus both either rather among through as here if because everywhere always got getting being one's allow allowing allowed permit permitting permitted " +
    "编号 号 的 了 和 与 及 带 带有 含 含有 包含 或 在 是 有 年 篇 把 将 给 用 让 使 被 从 到 为 以 对 里 中 上 下 吗 呢 我 你 个 些 种 想 要 请 能 会 可 做 去 来 也 都 等 弄 搞 " +
    "论文 文章 方法 工作 研究 我们 我的 你的 怎么 怎样 怎么办 处理 如何 什么 哪些 哪个 哪里 哪篇 可以 能够 一个 一种 一些 一下 有没有 " +
    "有哪些 请问 想要 需要 使用 利用 通过 进行 拍摄 采集 录制 自己 自己的 别人 他人 另一个 另一张 另一段 一段 一张 一幅 一篇 几个 首次 提出 最早 时 时候 的时候 不准确 发现 帮忙 帮助 麻烦 不上 不准 不了 对不上 出来 相关 关于 基于 为什么 是什么 这个 那个 这篇 那篇 这 那 本 该 它 它们 原因 为何 还 就 才 又 很 更 最 只 仅 仅仅 之后 以后 之前 后 前 怎么样 多大 一起 是否 能不能 可不可以 安排 导师 老师 老板 同学 同事"
  ).split(" "),
]);

/** Words too vague to be required, in any form; they only affect the ranking. */
const VAGUE_WORDS = new Set(
  (
    "list predict estimate model system framework technique algorithm solution result task person people user generate create produce synthesis author new good best recent state art sota official public " +
    "预测 估计 模型 系统 框架 技术 算法 方案 效果 任务 结果 生成 制作 合成 实现 产生 人物 人 内容 新 好 作者 官方 公开 会议 大学 公司 团队 实验室 单位 计算"
  )
    .split(" ")
    .flatMap((word) => [word, stem(word) || word]),
);

/** Words ignored inside a phrase: "copy facial expressions" is "copy expressions". */
const OF_FACES = new Set(["face", "facial", "human", "人脸", "面部", "脸部"]);

/** A pasted address. */
const ADDRESS = /https?:\/\/\S+|(?:[a-z\d-]+\.)+(?:io|[a-z]{2,6}\/)\S*/giu;

/** Words in addresses that do not name a work. */
const OF_ADDRESSES = new Set(
  "http https www com org net io co cn github gitlab huggingface gitee ar5iv labs alphaxiv openreview forum id abs pdf html content paper papers tree main master blob raw git release issue wiki readme md project publication research en us openaccess thecvf space dl doi full document".split(" "),
);

/** A DOI, and an arXiv identifier with the text around it: "arXiv:2409.10281v2 [cs.CV] 3 Jul 2024". */
const DOI = /\b10\.\d{4,}\/\S+/u;
const ARXIV =
  /(?:\b(?:doi:)?10\.48550\/)?(?:arxiv[\s:.]*)?(?<!\d)(\d{4}\.\d{4,5})(?:\s?v\d+)?(?:\.pdf)?(?:\s*\[[\w.-]+\])?(?:\s+\d{1,2} [a-z]{3} \d{4}\b)?(?![\d.])/giu;

/** The most characters in a piece of Chinese, and the cost of an unknown character. */
const LONGEST_PIECE = 16;
const UNKNOWN = 2;

/** The fields that tell what a work does without, and the weight of one that merely names it. */
const LACKS = ["lacks"];
const OF_NEGATED = 0.05;

/** The weight of the words of a phrase that do not stand together. */
const WORDS_OF_PHRASE = 0.3;

/** The most words of a phrase in any order and with stop words between. */
const MOST_TOGETHER = 4;

/** The weight of a word with a typo, and of a word that only begins with what was typed. */
export const FUZZY = 0.6;
export const PREFIX = 0.5;

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
    /** Phrases of several words, written as one, by their sorted words. */
    this.unordered = unordered(phrases.byParts.keys());
  }

  /**
   * Returns the units of a query in order.
   * @param {string} query
   * @returns {Unit[]}
   */
  units(query) {
    const words = this.words(this.plain(query)).flatMap((word) => (word.chinese ? this.#pieces(word.whole) : [word]));
    /** @type {Unit[]} */
    const units = [];
    for (let start = 0; start < words.length; ) {
      const { end, whole, together } = this.#longest(words, start);
      units.push(this.#unit(together, end === words.length, whole));
      start = end;
    }
    let negated = false;
    for (const unit of units) {
      if (NEGATIONS.has(unit.whole)) negated = true;
      else if (!unit.empty) {
        unit.negated = negated;
        negated = false;
      }
    }
    return units;
  }

  /**
   * Returns a query with pasted addresses and identifiers reduced to the name of a work.
   * @param {string} query
   */
  plain(query) {
    return query
      .normalize("NFKC")
      .replace(ADDRESS, (address) => this.#named(address))
      .replace(/\bdoi:/giu, " ")
      .replace(ARXIV, " $1 ");
  }

  /**
   * Returns the words of an address that name a work.
   * @param {string} address
   */
  #named(address) {
    const [identifier] = address.match(ARXIV) ?? address.match(DOI) ?? [];
    if (identifier) return ` ${identifier} `;
    const words = address.split(/[\/?=&#_:.]+/u).filter((word) => word && !OF_ADDRESSES.has(word.toLowerCase()));
    const known = words.filter((word) => this.words(word).every(({ whole }) => this.vocabulary.known.has(whole)));
    return ` ${(known.length ? known : words).join(" ")} `;
  }

  /**
   * Returns the longest phrase that begins at a word: its end, its words, and how it is written as one.
   * @param {Word[]} words
   * @param {number} start
   * @returns {{end: number, whole: string, together: Word[]}}
   */
  #longest(words, start) {
    for (let end = words.length; end > start; end -= 1) {
      const together = words.slice(start, end);
      const whole = joined(together);
      const telling = together.filter((word) => !isEmpty(word));
      // "May I" is not Ant Group's pinyin; "my work" is a phrase.
      const isPhrase = telling.length > 0 || this.phrases.byParts.has(together.flatMap(({ parts }) => parts).join(" "));
      if (isPhrase && this.phrases.byWhole.has(whole)) {
        return { end, whole, together: telling.length > 1 ? telling : together };
      }
      if (telling.length > MOST_TOGETHER || isEmpty(words[start]) || isEmpty(words[end - 1])) continue;
      const phrase = this.#inAnyOrder(telling) ?? this.#inAnyOrder(telling.filter((word) => !OF_FACES.has(word.whole)));
      if (phrase) return { end, whole: phrase, together: telling };
    }
    const nearly = this.#nearly(words.slice(start, start + 2));
    if (nearly) return { end: start + 2, whole: nearly, together: words.slice(start, start + 2) };
    const [first, next] = words.slice(start, start + 2);
    if (first && next && [first, next].every(canBeHalf)) {
      const whole = joined([first, next]);
      const one = { whole, parts: [...first.parts, ...next.parts], chinese: false };
      if (this.vocabulary.known.has(whole)) return { end: start + 2, whole, together: [one] };
    }
    const together = words.slice(start, start + 1);
    return { end: start + 1, whole: joined(together), together };
  }

  /**
   * Returns the phrase, written as one word, from which two words differ by a typo: "first oder".
   * @param {Word[]} words
   */
  #nearly(words) {
    /** @param {Word} word */
    const isUnknown = ({ whole, chinese }) => !chinese && !this.vocabulary.known.has(whole) && !this.vocabulary.hasPrefix(whole);
    return words.length === 2 && words.some(isUnknown) ? this.phrases.nearest(joined(words)) : undefined;
  }

  /**
   * Returns the phrase that consists of these words in any order and form, written as one word.
   * @param {Word[]} words
   */
  #inAnyOrder(words) {
    return words.length > 1 ? this.unordered.get(inOrder(words.flatMap(({ parts }) => parts))) : undefined;
  }

  /**
   * @param {Word[]} words
   * @param {boolean} atEnd
   * @param {string} whole
   * @returns {Unit}
   */
  #unit(words, atEnd, whole) {
    let meant = this.phrases.meant(whole, atEnd);
    if (!meant.length && !this.vocabulary.hasPrefix(whole)) meant = this.phrases.nearly(whole);
    const isField = meant.some(({ word, weight }) => weight === 1 && this.fieldConcepts.has(word));
    // A single character of Chinese is part of many words.
    const vague =
      VAGUE_WORDS.has(stem(whole) || whole) ||
      (HAN.test(whole) && whole.length === 1 && !meant.some(({ weight }) => weight === 1));
    return {
      whole,
      words,
      atEnd,
      empty: words.every(isEmpty) && !meant.some(({ weight }) => weight === 1),
      field: isField ? "phrase" : vague || this.#isOfField(whole) ? "word" : "",
      meant,
    };
  }

  /**
   * Returns the query that an entry answers which holds a unit.
   * @param {Unit} unit
   * @param {string[]} fields the fields to search for its concepts
   * @returns {import("minisearch").QueryCombination}
   */
  queryOf({ words, meant, atEnd, negated }, fields) {
    const share = words.length > 1 && meant.some(({ weight }) => weight === 1) ? WORDS_OF_PHRASE : 1;
    /** @param {string[]} fields @param {number} counts */
    const query = (fields, counts) =>
      any([
        all(words.map((word) => this.#wordQuery(word, atEnd, fields, share * counts))),
        ...meant.map(({ word, weight }) => conceptQuery({ word, weight: weight * counts }, fields)),
      ]);
    return negated ? any([query(fields, OF_NEGATED), { ...query(LACKS, 1), fields: LACKS }]) : query(fields, 1);
  }

  /**
   * @param {Word} word
   * @param {boolean} atEnd
   * @param {string[]} fields
   * @param {number} share how much it counts
   */
  #wordQuery(word, atEnd, fields, share) {
    /** @param {Reading} reading */
    const queryOf = (reading) => readingQuery({ ...reading, weight: reading.weight * share });
    if (word.chinese) return any(this.vocabulary.chineseReadings(word.whole).map(queryOf));
    // As halves it would be sought twice: its parts follow.
    const readings = this.vocabulary
      .readings(word.whole, atEnd)
      .filter(({ words }) => word.parts.length < 2 || words.join(" ") !== word.parts.join(" "))
      .map(queryOf);
    const isName = NAME_WITH_DIGIT.test(word.whole) && (this.vocabulary.known.has(word.whole) || this.vocabulary.nearly(word.whole).length > 0);
    if (word.parts.length > 1 && !isName) {
      const typing = atEnd && !this.vocabulary.known.has(word.whole);
      const parts = word.parts.map((part, at) =>
        any([
          ...this.vocabulary.readings(part, typing && at === word.parts.length - 1).map(queryOf),
          ...this.phrases.meant(part, false).map((meant) => conceptQuery(meant, fields)),
        ]),
      );
      readings.push(all(parts));
    }
    return any(readings);
  }

  /**
   * Returns the pieces of a run of Chinese, split so that there are as few and as well known pieces
   * as possible. Unknown characters in a row are one piece.
   * @param {string} run folded
   * @returns {Word[]}
   */
  #pieces(run) {
    /** The best split of the text before each character. @type {{cost: number, from: number}[]} */
    const best = [{ cost: 0, from: 0 }];
    for (let end = 1; end <= run.length; end += 1) {
      let chosen = { cost: Infinity, from: end - 1 };
      for (let from = Math.max(0, end - LONGEST_PIECE); from < end; from += 1) {
        const cost = (best[from]?.cost ?? 0) + this.#costOf(run.slice(from, end));
        if (cost < chosen.cost) chosen = { cost, from };
      }
      best.push(chosen);
    }
    /** @type {string[]} */
    const pieces = [];
    let unknown = "";
    for (let end = run.length; end > 0; ) {
      const from = best[end]?.from ?? 0;
      const piece = run.slice(from, end);
      if (this.#costOf(piece) === UNKNOWN) unknown = piece + unknown;
      else {
        if (unknown) pieces.unshift(unknown);
        unknown = "";
        pieces.unshift(piece);
      }
      end = from;
    }
    if (unknown) pieces.unshift(unknown);
    return pieces.map((whole) => ({ whole, parts: [whole], chinese: true }));
  }

  /**
   * Returns the cost of a piece of Chinese, lower for better known ones.
   * @param {string} piece
   */
  #costOf(piece) {
    if (EMPTY_WORDS.has(piece) || this.phrases.byWhole.has(piece)) return 1;
    if (this.vocabulary.known.has(piece)) return 1.05;
    if (this.vocabulary.chineseParts.has(piece) && !isLinked(piece)) return 1.2;
    if (this.phrases.byPart.has(piece) && !isLinked(piece)) return 2.1;
    return piece.length > 1 ? Infinity : UNKNOWN;
  }

  /** @param {string} whole */
  #isOfField(whole) {
    return this.fieldWords.has(whole) || this.fieldWords.has(stem(whole));
  }
}

/**
 * Tells whether a piece of a Chinese phrase begins or ends with a stop word: 的情绪.
 * @param {string} piece
 */
function isLinked(piece) {
  const ends = [1, 2, 3].filter((length) => length < piece.length).flatMap((length) => [piece.slice(0, length), piece.slice(-length)]);
  return ends.some((end) => EMPTY_WORDS.has(end));
}

/** @param {Word} [word] */
function isEmpty(word) {
  return word !== undefined && EMPTY_WORDS.has(word.whole);
}

/**
 * Tells whether a word may be half of a word usually written as one: "live portrait".
 * @param {Word} word
 */
function canBeHalf(word) {
  return !word.chinese && !isEmpty(word) && !/^\d{4}$/.test(word.whole);
}

/**
 * Returns the phrases of several words, written as one word, by their sorted words.
 * @param {Iterable<string>} phrases words with spaces between
 */
function unordered(phrases) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const phrase of phrases) {
    const words = phrase.split(" ");
    const whole = HAN.test(phrase) ? words.find((word) => words.filter((one) => one !== word).join("") === word) : words.join("");
    const parts = HAN.test(phrase) ? words.filter((word) => word !== whole) : words;
    const telling = parts.filter((part) => !EMPTY_WORDS.has(part));
    const several = telling.length > 1 && telling.length <= MOST_TOGETHER;
    if (whole && several && !found.has(inOrder(telling))) found.set(inOrder(telling), whole);
  }
  return found;
}

/** @param {string[]} parts */
function inOrder(parts) {
  return parts.map((part) => stem(part) || part).sort().join(" ");
}

/** @param {Word[]} words */
function joined(words) {
  return words.flatMap((word) => word.parts).join("");
}

/** @param {Reading} reading */
function readingQuery({ words: together, prefix, slips, weight, begun }) {
  const weights = begun ? { weights: { fuzzy: FUZZY, prefix: begun } } : {};
  const options = { fuzzy: slips, boostTerm: () => weight, ...weights };
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

