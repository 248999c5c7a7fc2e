"""Interface texts: looked up by key, with fields and singular forms."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from macros.translations import LOCALES, MissingTranslation, flatten, text, texts
from tests.site.built import PROJECT

# A key or a part of one in quotes; {…}, ${…} and what follows ~ are filled in by another literal.
LITERAL = re.compile(
    r"""(?P<quote>["'`])(?P<key>(?:[\w.-]|\$?\{[^{}]+\})+)(?P=quote)(?P<more> ~)?"""
)
FILLED = re.compile(r"\$?\{[^{}]*\}")
TOKEN = re.compile(r"%%catalogue:text:([\w.]+)%%")
# What the functions make that everyone calls with the rest of a key.
WRAPPERS = {r"cli\.([\w.-]+)", r"problems\.([\w.-]+)"}
KINDS = {"macros": (".py", ".jinja"), "overrides": (".html", ".js")}


def named_keys() -> set[str]:
    """Return the keys of texts that the program names, in one literal or put together from two."""
    keys = {re.sub(r"\.(one|other)$", "", key) for key in texts()}
    words: set[str] = set()
    patterns = set(TOKEN.findall((PROJECT / "mkdocs.yml").read_text(encoding="utf-8")))
    for top, kinds in KINDS.items():
        for file in (PROJECT / top).rglob("*"):
            if file.suffix in kinds:
                for literal in LITERAL.finditer(file.read_text(encoding="utf-8")):
                    parts = [re.escape(part) for part in FILLED.split(literal["key"])]
                    pattern = r"([\w.-]+)".join(parts) + (r"([\w.-]+)" if literal["more"] else "")
                    words |= set(re.split(r"[._]", literal["key"]))
                    patterns.add(pattern)
                    patterns |= {rf"problems\.{pattern}"} if file.suffix == ".py" else set()
                    patterns |= {rf"cli\.{pattern}"} if "cli" in file.parts else set()
    return {
        key
        for pattern in patterns - WRAPPERS
        for key in keys
        if (found := re.fullmatch(pattern, key))
        and words.issuperset(re.split(r"[._]", ".".join(found.groups())) if found.groups() else ())
    }


def test_fields_and_singular() -> None:
    assert text("papers.count", "en", count=1) == "1 paper"
    assert text("papers.count", "en", count=2) == "2 papers"
    assert text("papers.count", "zh", count=2) == "2 篇论文"


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(MissingTranslation, match=r"no\.such\.key"):
        text("no.such.key", "en")


def test_a_text_without_languages_is_refused() -> None:
    with pytest.raises(MissingTranslation, match=r"a\.b"):
        flatten({"a": {"b": "text"}})


def test_every_text_is_used() -> None:
    assert {re.sub(r"\.(one|other)$", "", key) for key in texts()} - named_keys() == set()


def test_the_languages_of_a_text_take_the_same_fields() -> None:
    """One test for all keys: hundreds of tests would cost each worker a second."""
    for key, translations in texts().items():
        assert set(translations) == set(LOCALES), key
        fields = [
            {name for _, name, _, _ in Formatter().parse(translation) if name is not None}
            for translation in translations.values()
        ]
        assert fields[0] == fields[1], key
