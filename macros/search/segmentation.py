"""Chinese text as words, so that a query finds them: simplified, then segmented.

Segmentation is jieba's (https://github.com/fxsjy/jieba, dictionary of 0.42.1), with the terms of
the catalogue added to its dictionary; simplification is OpenCC's (https://github.com/BYVoid/OpenCC).
Both are imported when the first Chinese text is met.
"""

from __future__ import annotations

import io
import re
import sys
import warnings
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any, Final, TypeAlias

from macros.catalogue.patterns import HAN

# The sum of all frequencies in jieba's dictionary. Words are weighed against it, so a part of the
# dictionary segments as the whole does only if the sum stays.
DICTIONARY_TOTAL: Final = 60_101_967
# jieba's, for words that its dictionary lacks; those of the catalogue's terms are added instead.
_MODEL: Final = "jieba.finalseg"

Segment: TypeAlias = Callable[[str], str]


def segmentation(
    texts: Iterable[str], terms: Iterable[str], known: dict[str, str] | None = None
) -> Segment:
    """Return a function that puts spaces between the Chinese words of a text.

    It takes any of ``texts`` and ``terms``; the terms are words that jieba does not know. Words
    within words are repeated, as jieba's search mode does: ``数据集`` becomes ``数据 数据集``. Text
    without Chinese is returned as it is. ``known`` holds what was segmented earlier with the same
    terms; afterwards it holds exactly the Chinese ones of these texts.
    """
    terms = tuple(terms)
    segmented = {} if known is None else known
    chinese = {text for text in (*texts, *terms) if HAN.search(text)}
    for text in segmented.keys() - chinese:
        del segmented[text]
    if new := chinese - segmented.keys():
        characters = frozenset(simplified("".join({*new, *terms})))
        segment = _segmentation("".join(sorted(filter(HAN.match, characters))), terms)
        segmented.update((text, segment(text)) for text in sorted(new))
    return lambda text: segmented[text] if HAN.search(text) else text


@cache
def simplified_characters() -> dict[str, str]:
    """Return the simplified character of every traditional one (OpenCC's TSCharacters table)."""
    # Read directly: converting the whole Unicode block through OpenCC takes 20 times as long.
    table = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {
        traditional: simple.split(" ")[0]
        for traditional, simple in pairs
        if traditional not in simple.split(" ")
    }


def simplified(text: str) -> str:
    """Return ``text`` with traditional Chinese as simplified, phrases considered."""
    if simplified_characters().keys().isdisjoint(text):
        return text
    from opencc import OpenCC  # noqa: PLC0415 (only where a text needs it)

    converted: str = OpenCC("t2s").convert(text)
    return converted


@lru_cache(maxsize=2)
def _segmentation(characters: str, terms: tuple[str, ...]) -> Segment:
    jieba = _jieba()
    # The whole dictionary takes half a second to load, and jieba would write a cache file into the
    # shared temporary folder; the words that these characters can form take a tenth.
    words = re.compile(rf"^[{characters}]+ \d+", re.MULTILINE)
    dictionary = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    tokenizer = jieba.Tokenizer()
    known = "\n".join(words.findall(dictionary)).encode()
    tokenizer.FREQ, _ = tokenizer.gen_pfdict(io.BytesIO(known))
    tokenizer.total = DICTIONARY_TOTAL
    tokenizer.initialized = True
    for term in sorted(terms):
        for run in _HAN_RUN.findall(simplified(term)):
            tokenizer.add_word(run)

    @lru_cache(maxsize=100_000)
    def run_words(run: str) -> str:
        return f" {' '.join(tokenizer.cut_for_search(run, HMM=False))} "

    def segment(text: str) -> str:
        spaced = _HAN_RUN.sub(lambda found: run_words(found[0]), simplified(text))
        return " ".join(spaced.split())

    return segment


def _jieba() -> Any:
    """Import jieba, but its statistical model only if it is used: it takes 70 MB."""

    def model(name: str) -> Any:
        del sys.modules[_MODEL]
        return getattr(import_module(_MODEL), name)

    if "jieba" not in sys.modules:
        sys.modules[_MODEL] = ModuleType(_MODEL)
        sys.modules[_MODEL].__dict__["__getattr__"] = model
    with warnings.catch_warnings():
        # Its patterns hold escapes that newer Pythons warn of.
        warnings.simplefilter("ignore")
        return import_module("jieba")


_HAN_RUN: Final = re.compile(f"(?:{HAN.pattern})+")
