// @ts-check
/**
 * Finds entries with MiniSearch's inverted index and BM25 scores, and our own tokenizer. For the
 * choice of the engine and its cost, see docs/development/search.md.
 */
import MiniSearchModule from "./vendor/minisearch.js";
import { Fields, forum, shortName } from "./search-fields.js";
import { Phrases } from "./search-phrases.js";
import { FUZZY, PREFIX, QueryReader, RELATIONS } from "./search-query.js";
import { Scores } from "./search-scores.js";
import { Vocabulary } from "./search-vocabulary.js";
import { WordReader } from "./search-words.js";

/** @typedef {import("./search-fields.js").Entry} Entry */
/** @typedef {import("./search-fields.js").Index} Index */
/** @typedef {import("./search-words.js").Word} Word */
/** @typedef {import("./search-query.js").Unit} Unit */

const MiniSearch = /** @type {typeof import("minisearch").default} */ (
  /** @type {unknown} */ (MiniSearchModule)
);

/** The weight of a word in each field. */
const WEIGHTS = {
  name: 6,
  title: 3,
  venue: 3,
  labels: 2,
  people: 2,
  concepts: 2.5,
  text: 0.6,
  mentions: 0.8,
  keywords: 0.5,
  meanings: 0.2,
  lacks: 3,
  prose: 0.3,
};

/** The fields that say what a work is or has; "lacks" says what it does without. */
const FIELDS = Object.keys(WEIGHTS).filter((field) => field !== "lacks");

/** The fields with the words of concepts. */
const CONCEPTS = ["concepts", "mentions", "meanings"];

/** The fields that say what an entry is, without how readers might describe it. */
const FIELDS_OF_FACTS = FIELDS.filter((field) => field !== "keywords" && field !== "meanings");

/** Where an entry holds a word: in what it says of itself, in its keywords, in a heading. */
const FACT = 1;
const KEYWORD = 2;
const HEADING = 4;
const IN_CONCEPT = 8;
const KEYWORDS = ["keywords", "meanings"];

/** The fields that identify an entry: of guides, their headings. */
const TELLING_FIELDS = ["name", "title", "labels", "concepts"];

/** Of each field, what it tells; the text of guides names too much. @type {Record<string, number>} */
const TELLS = Object.fromEntries(
  Object.keys(WEIGHTS).map((field) => [
    field,
    (field === "prose" ? 0 : KEYWORDS.includes(field) ? KEYWORD : FACT) |
      (TELLING_FIELDS.includes(field) ? HEADING : 0) |
      (field === "concepts" ? IN_CONCEPT : 0),
  ]),
);

/** How much more an entry counts whose name the query is, means, or begins. */
const NAME = 8;
const SYNONYM_OF_NAME = 6;
const START_OF_NAME = 2;

/** The weight of each kind of entry; a page with several of the words is more likely meant. */
const KINDS = { paper: 1, dataset: 1.2, page: 1.5, section: 0.8 };
const ANSWER = 6;
/** @type {Entry["kind"][]} */
const KINDS_NAMED = ["dataset"];
const OF_KIND = 2;
const YEAR_SECTION = 0.3;

/** How much more an entry counts that holds all of a query in one keyword; only the best are compared. */
const TOGETHER = 0.2;
const COMPARED = 50;

/**
 * A guide is meant if it holds at least this much of a query and more than any other entry; words
 * scattered over an entry's keywords count for less. Guides for any reader come before others.
 */
const ENOUGH = 0.6;
const SCATTERED = 0.7;
/** @type {Record<string, number>} */
const READERS = { contributing: 1.4, api: 1.2 };
const CORRECTING = "contributing/";

/** How much an entry counts that is known to lack what is asked for. */
const OF_LACKING = 0.2;

/** In a long query, a name of a work is no ordinary word if at most this share of entries contains it. */
const RARE = 0.06;

/** If nothing contains every word, this share of the query is enough, and at least two words. */
const MOST = 0.5;
const FEWEST = 2;

/** A query with more words than this is a sentence; so is Chinese without spaces. */
const LONGEST_OF_WORDS = 4;
const CHINESE = /^\s*\p{Script=Han}+\s*$/u;

/** The exponent that lowers the score of an entry without all words; words no entry may lack. */
const LACKING = 3;
const NUMBER = /^\d{4}/;

/** The number of units of earlier queries whose results are cached. */
const REMEMBERED = 20;

/** @typedef {{entries: Entry[], total: number, partial: boolean}} Found */
/**
 * The entries that hold a unit with their scores, the words of theirs that match it, and in which
 * fields each entry holds it (FACT and so on), by its number.
 * @typedef {{scores: Scores, terms: Set<string>, where: Uint8Array}} Held
 */
/** @typedef {Held & {unit: Unit, tells: number}} Known */

export class SearchEngine {
  /** @param {Index} index */
  constructor(index) {
    this.index = index;
    this.reader = new WordReader(index.simplified);
    this.phrases = new Phrases(index.terms, (text) => this.words(text));
    /** @type {Set<string>} */
    const known = new Set();
    this.matcher = new MiniSearch({
      fields: Object.keys(WEIGHTS),
      tokenize: (text) => text.split(" "),
      processTerm: (word) => {
        if (word) known.add(word);
        return word || null;
      },
    });
    const fields = (this.fields = new Fields(index, (text) => this.words(text), this.phrases));
    /** The concepts in the headings of guides, and in the names of other entries. @type {Set<string>} */
    this.conceptsOfGuides = new Set();
    /** @type {Set<string>} */
    this.conceptsOfOthers = new Set();
    const documents = index.entries.map((entry, id) => {
      const ofEntry = fields.of(entry);
      const concepts = isGuide(entry) ? this.conceptsOfGuides : this.conceptsOfOthers;
      for (const concept of (ofEntry.concepts ?? "").split(" ")) concepts.add(concept);
      return { id, ...ofEntry };
    });
    this.matcher.addAll(documents);
    /** @type {Map<string, Held & {atEnd: boolean}>} */
    this.remembered = new Map();
    /** The phrases of entries, read when first asked for. @type {Map<number, Set<string>[]>} */
    this.phrasesRead = new Map();
    const vocabulary = new Vocabulary(known);
    this.queries = new QueryReader((text) => this.words(text), this.phrases, vocabulary, index.field);
    /** The concepts that name a kind of entry, code or a blog post. */
    this.kindWords = new Set(this.phrases.conceptsIn(Object.values(index.kinds)).whole);
    /** The concepts that name a kind of entry. @type {Map<Entry["kind"], string[]>} */
    this.kindConcepts = new Map(KINDS_NAMED.map((kind) => [kind, this.phrases.conceptsIn([index.kinds[kind] ?? ""]).whole]));
    /** The ids of the papers, by their numbers. */
    this.paperIds = new Map(
      index.entries.flatMap(({ kind, location }, id) =>
        kind === "paper" ? [[id, location.slice(location.indexOf("#") + 1)]] : [],
      ),
    );
    /** The concepts that each entry is known to lack: code, commercial use. */
    this.lacking = index.entries.map(({ lacks = [] }) => this.phrases.conceptsIn(lacks).whole);
    this.weights = index.entries.map(weight);
    /** The numbers of the guides. */
    this.guides = [...index.entries.keys()].filter((id) => isGuide(index.entries[id]));
    /** Headings are read of guides alone; without this, every other match would cost time. */
    this.onlyGuides = { boostDocument: (/** @type {number} */ id) => Number(isGuide(index.entries[id])) };
    /** What each entry is called, as one word; its other names after title and short name. */
    this.names = index.entries.map((entry) =>
      [entry.title, shortName(entry), ...(entry.aliases ?? [])].map((name) => this.asOne(name)),
    );
    this.everyName = new Set(this.names.flat());
    this.namesOfWorks = new Set(this.names.filter((_, id) => isWork(index.entries[id])).flat());
    this.identifiers = new Set(
      index.entries.flatMap((entry) => [...(entry.identifiers ?? []), ...forum(entry)].map((one) => this.asOne(one))),
    );
  }

  /** @param {string} text */
  words(text) {
    return this.reader.words(text);
  }

  /**
   * Returns the entries that contain every meaningful word of `query`, the best first; if there are
   * none, those that contain most of it. For a sentence, entries without all words are included if
   * they rank above all complete matches. Words of the entire field only affect the ranking, and
   * guides match by their headings, or by their text if nothing else matches.
   * @param {string} query
   * @param {number} [limit] how many entries to return at most; `total` counts all
   * @returns {Found}
   */
  find(query, limit = Infinity) {
    const { found, partial } = this.answers(query);
    const { entries } = this.index;
    const ids = found.best(limit, (a, b) => compare(entries[b]?.date, entries[a]?.date));
    return { entries: ids.flatMap((id) => entries[id] ?? []), total: found.size, partial };
  }

  /**
   * Returns the ids of the papers that `find` returns, in no order.
   * @param {string} query
   * @returns {{papers: string[], partial: boolean}}
   */
  papers(query) {
    const demands = this.demands(query);
    const { required, everything, sentence } = demands;
    if (everything) return { papers: [...this.paperIds.values()], partial: false };
    const { found, partial } =
      sentence || this.guidesTo(required) ? this.answers(query, demands) : { found: this.wholly(required), partial: false };
    return { papers: found.ids.flatMap((id) => this.paperIds.get(id) ?? []), partial };
  }

  /**
   * Returns the matches of a query, in no order.
   * @param {string} query
   * @param {ReturnType<SearchEngine["demands"]>} [demands] those of the query, if they are known
   * @returns {{found: Scores, partial: boolean}}
   */
  answers(query, demands = this.demands(query)) {
    const { required, optional, everything, sentence } = demands;
    if (!required.length && !everything) return { found: this.noScores(), partial: false };
    const optionally = everything ? this.noScores() : this.holdingAny(optional);
    const guides = this.guidesTo(required);
    if (guides) return { found: this.scored(guides, optionally, query, required, guides, false), partial: false };
    const whole = everything ? this.everyPaper(optional) : this.wholly(required, optional.length > 0);
    const held = this.noScores();
    const most = sentence ? this.holdingMost(required) : this.noScores();
    for (const id of most.ids) if (!whole.size || !isGuide(this.index.entries[id])) held.set(id, most.get(id));
    for (const id of whole.ids) held.set(id, whole.get(id));
    const ofField = !everything && optional.some(({ field }) => field === "phrase");
    const found = this.scored(held, optionally, query, required, whole, ofField);
    if (!whole.size) return { found, partial: found.size > 0 };
    const highest = whole.ids.reduce((most, id) => Math.max(most, found.get(id)), 0);
    return { found: found.only((id) => whole.has(id) || found.get(id) > highest), partial: false };
  }

  /**
   * Returns the parts of a query to mark in results.
   * @param {string} query
   * @returns {import("./search-marks.js").Sought}
   */
  sought(query) {
    const units = this.queries.units(query);
    const telling = units.filter(({ empty }) => !empty);
    const marked = telling.length ? telling : units;
    return {
      starts: new Set(marked.flatMap(({ words }) => words.flatMap(({ whole, parts }) => [whole, ...parts]))),
      phrases: marked.flatMap(({ whole }) => this.phrases.sameAs(whole).map((phrase) => this.phrases.parts(phrase))),
    };
  }

  /**
   * Returns the required units and those that only affect the ranking; beside an identifier, that is
   * all others, and so it is beside a single name of a work in few words, if no entry contains
   * everything. `everything` is true if the query names the entire field and nothing in it, `sentence`
   * if it has many words or is Chinese without spaces.
   * @param {string} query
   */
  demands(query) {
    const units = this.queries.units(query);
    const telling = this.withoutUnknown(distinct(units.filter(({ empty, field }) => !empty && !field)));
    const optional = units.filter(({ empty, field }) => !empty && field);
    const long = this.words(query).length > LONGEST_OF_WORDS;
    const sentence = long || telling.length > FEWEST || (telling.length > 1 && CHINESE.test(query));
    if (this.isOfOtherField(units)) return { required: [], optional: [], everything: false, sentence };
    const identifiers = telling.filter(({ whole }) => this.identifiers.has(whole));
    if (identifiers.length) {
      const others = telling.filter((unit) => !identifiers.includes(unit));
      return { required: identifiers, optional: [...others, ...optional], everything: false, sentence: false };
    }
    const names = this.namesMeant(telling, long);
    if (names.length) {
      const others = telling.filter((unit) => !names.includes(unit));
      return { required: names, optional: [...others, ...optional], everything: false, sentence: false };
    }
    if (telling.length) return { required: telling, optional, everything: false, sentence };
    const everything = optional.some(({ field }) => field === "phrase");
    if (everything) return { required: [], optional, everything, sentence };
    return { required: optional.length ? optional : units, optional: [], everything, sentence };
  }

  /**
   * Returns the units that name the works a query asks about, in which other words only affect the
   * ranking: if no work contains everything, or if a named one is known to lack what is asked for.
   * None if a guide answers the rest. In a long query, a name that many entries contain may be a word.
   * @param {Unit[]} telling
   * @param {boolean} long
   */
  namesMeant(telling, long) {
    const isName = (/** @type {Unit} */ { whole }) => this.namesOfWorks.has(whole);
    const names = telling.filter((unit) => isName(unit) && !unit.negated && (!long || this.scores(unit).size <= RARE * this.index.entries.length));
    const others = telling.filter((unit) => !names.includes(unit));
    if (!names.length || telling.length < 2 || others.some((unit) => this.everyName.has(unit.whole) && !isName(unit) && !this.namesKind(unit))) return [];
    if (others.length && others.every((unit) => this.namesKind(unit) || this.isOfGuides(unit)) && this.guidesTo(telling)) return [];
    const asked = others.some(({ whole }) => RELATIONS.has(whole)) ? new Set() : conceptsNamed(others.filter(({ negated }) => !negated));
    const isLacking = names.some((unit) =>
      this.scores(unit).ids.some((id) => this.names[id]?.includes(unit.whole) && this.lacking[id]?.some((concept) => asked.has(concept))),
    );
    return isLacking || !this.holding(telling).ids.some((id) => isWork(this.index.entries[id])) ? names : [];
  }

  /**
   * Tells whether units, all Chinese, are of a question about another field: at least half of their
   * characters are unknown, and nothing but guides has a concept that the others name.
   * @param {Unit[]} units
   */
  isOfOtherField(units) {
    let [strange, known] = [0, 0];
    for (const unit of units.filter(({ empty }) => !empty)) {
      const concepts = [...conceptsNamed([unit])];
      if (!CHINESE.test(unit.whole) || concepts.some((word) => !this.onlyInGuides(word))) return false;
      if (unit.whole.length === 1 || !this.scores(unit).size) strange += unit.whole.length;
      else if (!unit.field) known += unit.whole.length;
    }
    return known > 0 && strange > 1 && strange >= known;
  }

  /**
   * Returns units without those that no entry contains, if another one is the name of a work:
   * "wav2lip hq".
   * @param {Unit[]} units
   */
  withoutUnknown(units) {
    if (!units.some(({ whole }) => this.namesOfWorks.has(whole))) return units;
    return units.filter((unit) => this.scores(unit).size);
  }

  /**
   * Returns the scores of the entries that contain all units. The logarithms of the units' scores
   * are added, so that one word in a title does not outweigh all others.
   * @param {Unit[]} units
   * @param {boolean} [ofSeveral] whether other units rank too
   * @param {string[]} [fields] where the units may stand, everywhere without
   */
  holding(units, ofSeveral = false, fields) {
    const [fewest = this.noScores(), ...others] = units
      .map((unit) => this.scores(unit, fields))
      .sort((a, b) => a.size - b.size);
    const found = this.noScores();
    for (const id of fewest.ids) {
      if (!others.every((scores) => scores.has(id))) continue;
      const score = fewest.get(id);
      const sum = others.reduce((before, scores) => before + Math.log1p(scores.get(id)), Math.log1p(score));
      found.set(id, ofSeveral || others.length || (units[0]?.words.length ?? 0) > 1 ? sum : score);
    }
    return found;
  }

  /**
   * Returns the scores of the entries that contain all units, or any of several names of works.
   * @param {Unit[]} units
   * @param {boolean} [ofSeveral]
   */
  wholly(units, ofSeveral = false) {
    const found = this.holding(units, ofSeveral);
    return found.size || !units.every(({ whole }) => this.namesOfWorks.has(whole)) ? found : this.holdingAny(units);
  }

  /**
   * Returns the scores of the entries that contain most of the units, leaving out units that no
   * entry contains. Rare units count for more.
   * @param {Unit[]} units
   * @param {string[]} [fields]
   */
  holdingMost(units, fields) {
    const scoresOf = units.map((unit) => this.scores(unit, fields)).filter(({ size }) => size);
    const count = this.index.entries.length;
    const tells = scoresOf.map(({ size }) => Math.log(1 + count / size));
    const everything = tells.reduce((sum, one) => sum + one, 0);
    const enough = units.length > FEWEST ? Math.max(FEWEST, MOST * scoresOf.length) : 1;
    const indispensable = units
      .filter(({ whole }) => NUMBER.test(whole))
      .map((unit) => this.scores(unit, fields))
      .filter(({ size }) => size);
    const [held, told, sums] = [new Uint8Array(count), new Float64Array(count), new Float64Array(count)];
    scoresOf.forEach((scores, unit) => {
      for (const id of scores.ids) {
        held[id] = (held[id] ?? 0) + 1;
        told[id] = (told[id] ?? 0) + (tells[unit] ?? 0);
        sums[id] = (sums[id] ?? 0) + Math.log1p(scores.get(id));
      }
    });
    const found = this.noScores();
    for (let id = 0; id < count; id += 1) {
      if ((held[id] ?? 0) < enough || !indispensable.every((scores) => scores.has(id))) continue;
      found.set(id, (sums[id] ?? 0) * ((told[id] ?? 0) / everything) ** LACKING);
    }
    return found;
  }

  /**
   * Returns the scores of the entries that contain any of the units.
   * @param {Unit[]} units
   */
  holdingAny(units) {
    const found = this.noScores();
    for (const unit of units) {
      const scores = this.scores(unit);
      for (const id of scores.ids) found.set(id, Math.log1p(scores.get(id)) + found.get(id));
    }
    return found;
  }

  noScores() {
    return new Scores(this.index.entries.length);
  }

  /**
   * Returns the scores of the entries that hold a unit.
   * @param {Unit} unit
   * @param {string[]} [fields]
   */
  scores(unit, fields) {
    return this.held(unit, fields).scores;
  }

  /**
   * Returns what holds a unit. The last units are remembered: the next letter typed changes only
   * one of them. Once another word follows, a unit is found again unless longer words begin with it.
   * @param {Unit} unit
   * @param {string[]} [fields]
   * @returns {Held}
   */
  held(unit, fields) {
    const { whole, words, atEnd, meant, negated } = unit;
    const key = JSON.stringify([whole, words, meant, negated, fields]);
    const known = this.remembered.get(key);
    if (known && (known.atEnd === atEnd || (known.atEnd && !beginsOthers(unit, known.terms)))) return known;
    const held = { ...this.searched(unit, fields), atEnd };
    this.remembered.set(key, held);
    const [oldest = ""] = this.remembered.keys();
    if (this.remembered.size > REMEMBERED) this.remembered.delete(oldest);
    return held;
  }

  /**
   * @param {Unit} unit
   * @param {string[]} [fields]
   * @returns {Held}
   */
  searched(unit, fields = FIELDS) {
    const scores = this.noScores();
    /** @type {Set<string>} */
    const found = new Set();
    const where = new Uint8Array(this.index.entries.length);
    this.matcher.search(
      { ...this.queries.queryOf(unit, CONCEPTS.filter((one) => fields.includes(one))), fields },
      {
        tokenize: (text) => [text],
        processTerm: (word) => word,
        boost: WEIGHTS,
        weights: { fuzzy: FUZZY, prefix: PREFIX },
        ...(fields === TELLING_FIELDS ? this.onlyGuides : {}),
        // Read from here, the results of each word need not be sorted.
        filter: ({ id, score, match }) => {
          scores.set(id, score);
          let mask = 0;
          for (const term in match) {
            found.add(term);
            for (const field of match[term] ?? []) mask |= TELLS[field] ?? 0;
          }
          where[id] = mask;
          return false;
        },
      },
    );
    return { scores, terms: found, where };
  }

  /**
   * Returns how much of some units a single title, keyword or summary of an entry holds, from 0 to 1;
   * those without all of `needed` hold nothing.
   * @param {number} id
   * @param {Known[]} known
   * @param {Known[]} [needed]
   */
  together(id, known, needed = []) {
    const phrases = this.phrasesOf(id).filter((phrase) => needed.every(({ unit, terms }) => holds(phrase, unit, terms)));
    return Math.max(0, ...phrases.map((phrase) => sumOf(known, ({ unit, terms }) => holds(phrase, unit, terms))));
  }

  /**
   * Returns the words and concepts of each title, keyword and summary of an entry.
   * @param {number} id
   */
  phrasesOf(id) {
    let phrases = this.phrasesRead.get(id);
    if (!phrases) {
      const { title = "", words = title, text = "", keywords = [] } = this.index.entries[id] ?? {};
      phrases = [words, ...keywords, text].map((one) => {
        const { whole, within } = this.phrases.conceptsIn([one]);
        return new Set([...this.fields.tokens([one]).split(" "), ...whole, ...within]);
      });
      this.phrasesRead.set(id, phrases);
    }
    return phrases;
  }

  /**
   * Returns all papers, with the scores of the words of the entire field.
   * @param {Unit[]} optional
   */
  everyPaper(optional) {
    const found = this.holdingAny(optional);
    for (const id of this.paperIds.keys()) found.set(id, found.get(id));
    return found;
  }

  /**
   * Returns the matches with their scores, without guides that match by their text only.
   * @param {Scores} found
   * @param {Scores} optionally what else ranks
   * @param {string} query
   * @param {Unit[]} required
   * @param {Scores} whole what holds all of it
   * @param {boolean} ofField whether the query names the entire field; papers are about it
   */
  scored(found, optionally, query, required, whole, ofField) {
    const named = required.some(({ negated }) => negated) ? () => 1 : this.naming(query, required);
    const { entries } = this.index;
    const asked = conceptsNamed(required.filter(({ negated }) => !negated));
    const severalWords = required.length > 1;
    const kinds = this.kindsMeant(severalWords ? required : []);
    if (ofField && !kinds.size) kinds.add("paper");
    const guides = this.guides.some((id) => found.has(id));
    const headed = guides ? this.headed(required, !whole.size) : found;
    const scored = this.noScores();
    for (const id of found.ids) {
      const entry = /** @type {Entry} */ (entries[id]);
      const ofKind = kinds.has(entry.kind) ? OF_KIND : 1;
      const lacking = this.lacking[id]?.some((concept) => asked.has(concept)) ? OF_LACKING : 1;
      const isAnswer = severalWords && entry.kind === "page" && !isGuide(entry) && whole.has(id);
      const counts = lacking * named(this.names[id] ?? []) * (isAnswer ? ANSWER : (this.weights[id] ?? 1)) * ofKind;
      scored.set(id, (found.get(id) + optionally.get(id) / 2) * counts);
    }
    if (severalWords) {
      const known = this.known(required);
      for (const id of scored.best(COMPARED)) scored.set(id, scored.get(id) * (1 + TOGETHER * this.together(id, known) ** 2));
    }
    if (!guides) return scored;
    const wanted = scored.only((id) => !isGuide(entries[id]) || headed.has(id));
    return wanted.size ? wanted : scored;
  }

  /**
   * Returns the scores of the guides that answer a question about this list: those that hold more of
   * it than any other entry does, or those with a concept in their headings that only guides have
   * there ("wrong", "submit"), unless the rest of the query matches a paper or dataset. Guides need
   * not contain the rest: "the code link leads nowhere".
   * @param {Unit[]} required
   * @returns {Scores | null}
   */
  guidesTo(required) {
    if (!required.length) return null;
    const strengths = this.strengthsOfGuides(required);
    let asked = [...strengths.keys()];
    if (!asked.length) {
      const toDo = this.wordsOnlyOfGuides(required) ?? this.unitsOnlyOfGuides(required);
      if (!toDo.length) return null;
      const headed = this.holdingMost(toDo, TELLING_FIELDS);
      // Of a work one may want to correct something; whatever else is asked, its entry answers.
      const ofWork = required.some(({ whole }) => this.namesOfWorks.has(whole));
      asked = this.guides.filter((id) => headed.has(id) && (!ofWork || this.index.entries[id]?.location.startsWith(CORRECTING)));
      if (!asked.length) return null;
    }
    const scores = this.holdingAny(required);
    const known = this.known(required);
    const guides = this.noScores();
    for (const id of asked) {
      const [page = ""] = this.index.entries[id]?.location.split("/") ?? [];
      const strength = strengths.get(id) ?? this.together(id, known);
      const score = strength ** 4 * (1 + share(id, known, IN_CONCEPT)) + Math.log1p(scores.get(id)) / 10;
      guides.set(id, score * (READERS[page] ?? 1));
    }
    return guides;
  }

  /**
   * Returns the units that no entry but guides holds, and one of these in its heading: "nginx".
   * @param {Unit[]} required
   */
  wordsOnlyOfGuides(required) {
    const words = required.filter((unit) => {
      const { scores: { ids }, where } = this.held(unit);
      return ids.every((id) => isGuide(this.index.entries[id])) && ids.some((id) => (where[id] ?? 0) & HEADING);
    });
    return words.length ? words : null;
  }

  /**
   * Returns the units of a question that only the headings of guides answer, none if the rest of it
   * matches a paper or dataset; a name alone does not: "the code link of wav2lip is dead".
   * @param {Unit[]} required
   */
  unitsOnlyOfGuides(required) {
    const toDo = required.filter((unit) => this.isOfGuides(unit));
    const rest = required.filter(
      (unit) => !this.namesKind(unit) && !this.namesOfWorks.has(unit.whole) && !unit.meant.some(({ word }) => this.onlyInGuides(word)),
    );
    return toDo.length && this.worksWith(rest) ? [] : toDo;
  }

  /**
   * Returns the guides that hold more of the units than any other entry does, each with how much: in
   * what it says of itself, in a single keyword, or scattered over its keywords, which tells less.
   * @param {Unit[]} units
   * @returns {Map<number, number>}
   */
  strengthsOfGuides(units) {
    const known = this.known(units);
    /** @param {number} id */
    const all = (id) => share(id, known, FACT | KEYWORD);
    const guides = this.guides.filter((id) => all(id) > ENOUGH);
    if (!guides.length) return new Map();
    /** @param {number} id @param {number} where */
    const apart = (id, where) => Math.max(share(id, known, where), all(id) * SCATTERED);
    // What is asked about datasets is not answered by a keyword about papers.
    const kinds = known.filter(({ unit }) => this.kindsMeant([unit]).size > 0);
    const strengths = new Map(guides.map((id) => [id, Math.max(apart(id, HEADING), this.together(id, known, kinds))]));
    const best = Math.max(...strengths.values());
    // Reading keywords takes time; only few entries can matter.
    let most = ENOUGH;
    const others = new Set(known.flatMap(({ scores }) => scores.ids).filter((id) => !isGuide(this.index.entries[id])));
    for (const id of others) {
      most = Math.max(most, apart(id, FACT));
      if (most >= best) return new Map();
    }
    for (const id of others) {
      if (all(id) > most) most = Math.max(most, this.together(id, known));
      if (most >= best) return new Map();
    }
    return new Map([...strengths].filter(([, one]) => one > most));
  }

  /**
   * Returns units with what holds them and how much each tells, rare ones more; together they tell 1.
   * @param {Unit[]} units
   * @returns {Known[]}
   */
  known(units) {
    const known = units.map((unit) => {
      const held = this.held(unit);
      return { ...held, unit, tells: Math.log(1 + this.index.entries.length / Math.max(held.scores.size, 1)) };
    });
    const everything = known.reduce((sum, { tells }) => sum + tells, 0);
    return known.map((one) => ({ ...one, tells: one.tells / everything }));
  }

  /**
   * Tells whether a paper or dataset contains the units, or all but one of at least three, wherever
   * they stand; of fewer units, keywords alone say too little.
   * @param {Unit[]} units
   */
  worksWith(units) {
    const fields = units.length > FEWEST ? undefined : FIELDS_OF_FACTS;
    const choices = units.length > FEWEST ? units.map((unit) => units.filter((other) => other !== unit)) : [units];
    return choices.some((some) => this.holding(some, false, fields).ids.some((id) => isWork(this.index.entries[id])));
  }

  /**
   * Tells whether only guides have a concept in their headings.
   * @param {string} concept
   */
  onlyInGuides(concept) {
    return this.conceptsOfGuides.has(concept) && !this.conceptsOfOthers.has(concept);
  }

  /**
   * Tells whether a unit names concepts that only guides have in their headings.
   * @param {Unit} unit
   */
  isOfGuides(unit) {
    const concepts = [...conceptsNamed([unit])];
    return concepts.length > 0 && concepts.every((word) => this.onlyInGuides(word));
  }

  /** @param {Unit} unit */
  namesKind({ meant }) {
    return meant.some(({ word, weight }) => weight === 1 && this.kindWords.has(word));
  }

  /**
   * Returns the kinds of entries named in a query: "dataset".
   * @param {Unit[]} units
   */
  kindsMeant(units) {
    const meant = conceptsNamed(units);
    return new Set([...this.kindConcepts].flatMap(([kind, concepts]) => (concepts.some((one) => meant.has(one)) ? [kind] : [])));
  }

  /**
   * Returns the entries whose headings match.
   * @param {Unit[]} required
   * @param {boolean} partial
   */
  headed(required, partial) {
    return partial ? this.holdingMost(required, TELLING_FIELDS) : this.holding(required, false, TELLING_FIELDS);
  }

  /**
   * Returns a function that tells how much more an entry with these names counts, because the
   * query, or all that it says, is one of them, means the same as one, or is how one begins.
   * @param {string} query
   * @param {Unit[]} required
   * @returns {(names: string[]) => number}
   */
  naming(query, required) {
    const asked = this.asOne(query);
    const said = required.length === 1 && required[0] ? required[0].whole : asked;
    const synonyms = new Set([asked, said].flatMap((one) => this.phrases.sameAs(one)).map((phrase) => this.asOne(phrase)));
    return (names) => {
      if (names.includes(asked) || names.includes(said)) return NAME;
      if (names.some((name) => synonyms.has(name))) return SYNONYM_OF_NAME;
      return asked.length > 1 && names.slice(0, 2).some((name) => name.startsWith(asked)) ? START_OF_NAME : 1;
    };
  }

  /** @param {string} text */
  asOne(text) {
    return this.words(text).flatMap((word) => word.parts).join("");
  }
}

/**
 * Returns how much of some units an entry holds, from 0 to 1.
 * @param {number} id
 * @param {Known[]} known
 * @param {number} fields FACT, KEYWORD and so on
 */
function share(id, known, fields) {
  return sumOf(known, ({ where }) => ((where[id] ?? 0) & fields) > 0);
}

/**
 * @param {Known[]} known
 * @param {(one: Known) => boolean} condition
 */
function sumOf(known, condition) {
  return known.reduce((told, one) => told + (condition(one) ? one.tells : 0), 0);
}

/**
 * Tells whether a phrase holds a unit.
 * @param {Set<string>} phrase its words and concepts
 * @param {Unit} unit
 * @param {Set<string>} terms the words that match it
 */
function holds(phrase, { words }, terms) {
  let found = 0;
  for (const term of terms) {
    if (!phrase.has(term)) continue;
    if (term.startsWith("#")) return true;
    found += 1;
    if (found >= words.length) return true;
  }
  return false;
}

/**
 * Tells whether a unit is the beginning of a word that matches it; of one or two letters, all may be.
 * @param {Unit} unit
 * @param {Set<string>} terms the words that match it
 */
function beginsOthers({ words }, terms) {
  const typed = words.flatMap(({ whole, parts }) => [whole, ...parts.slice(-1)]);
  return typed.some((word) => word.length < 3 || [...terms].some((term) => term !== word && term.startsWith(word)));
}

/**
 * Returns units without synonyms of earlier ones.
 * @param {Unit[]} units
 */
function distinct(units) {
  const meanings = units.map(({ whole, meant }) => {
    const sure = meant.filter(({ weight }) => weight === 1).map(({ word }) => word);
    return sure.length ? sure.join(" ") : whole;
  });
  return units.filter((_, at) => meanings.indexOf(meanings[at] ?? "") === at);
}

/**
 * Returns the concepts that units name.
 * @param {Unit[]} units
 */
function conceptsNamed(units) {
  return new Set(units.flatMap(({ meant }) => meant.flatMap(({ word, weight }) => (weight === 1 ? [word] : []))));
}

/**
 * Tells whether an entry is a paper or a dataset.
 * @param {Entry} [entry]
 */
function isWork(entry) {
  return entry?.kind === "paper" || entry?.kind === "dataset";
}

/**
 * Tells whether an entry is a page of docs/ or a section of one.
 * @param {Entry} [entry]
 */
function isGuide(entry) {
  return entry?.prose !== undefined;
}

/**
 * Returns the weight of an entry's kind.
 * @param {Entry} entry
 */
function weight({ kind, title }) {
  return /^\d{4}\D{0,3}$/.test(title) ? YEAR_SECTION : KINDS[kind];
}

/**
 * @param {string} [a]
 * @param {string} [b]
 */
function compare(a = "", b = "") {
  return a < b ? -1 : Number(a > b);
}
