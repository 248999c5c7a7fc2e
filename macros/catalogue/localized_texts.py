"""The texts of records in both languages, and the base of records."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cached_property
from typing import Annotated, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from macros.catalogue.patterns import HAN
from macros.catalogue.text_types import Text, Title
from macros.catalogue.value_types import MAX_ITEMS, ONE_LINE, Phrases, TrueOrFalse
from macros.translations import LOCALES, Locale


class Record(BaseModel):
    """The base of every record: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


def text_hash(text: str) -> str:
    """Return the short hash that a translation gives of the text it translates.

    The first eight hexadecimal digits of the SHA-256 of the NFC-normalised UTF-8 text.
    """
    normalised = unicodedata.normalize("NFC", text)
    return hashlib.sha256(normalised.encode()).hexdigest()[:8]


def _refuse_english(zh: str, en: str | None) -> None:
    if not HAN.search(zh):
        code = "translation_equal" if zh == en else "translation_not_chinese"
        raise PydanticCustomError(code, "", {"text": zh})


class LocalizedText(Record):
    """A text of the site, in every locale; ``translates`` is the hash of the English it renders.

    ``same_in_zh`` marks a term that Chinese writes as English does: NeRF, SLAM.
    """

    en: Text
    zh: Text
    same_in_zh: TrueOrFalse = False
    translates: str | None = None

    def __getitem__(self, locale: Locale) -> str:
        text: str = getattr(self, locale)
        return text

    @property
    def is_translated(self) -> bool:
        """Tell whether the Chinese is a translation, not a text that waits for one."""
        return True

    @model_validator(mode="after")
    def _zh_is_chinese(self) -> Self:
        if self.same_in_zh:
            if self.zh != self.en:
                raise PydanticCustomError("not_same_in_zh", "", {"text": self.zh})
        elif self.is_translated:
            _refuse_english(self.zh, self.en)
        return self


class CategoryText(LocalizedText):
    """A text of a category; falls back to English while the Chinese is missing."""

    @model_validator(mode="before")
    @classmethod
    def _english_stands_in(cls, value: object) -> object:
        if isinstance(value, dict) and value.get("en") and value.get("zh") is None:
            return {**value, "zh": value["en"]}
        return value

    @property
    def is_translated(self) -> bool:
        return self.same_in_zh or self.zh != self.en


class EntryText(Record):
    """A contributor's text: one locale is enough, the other page falls back to it."""

    en: Text | None = None
    zh: Text | None = None
    translates: str | None = None

    @model_validator(mode="after")
    def _some_text(self) -> EntryText:
        if not (self.en or self.zh):
            raise PydanticCustomError("no_text", "")
        if self.zh is not None:
            _refuse_english(self.zh, self.en)
        return self

    @property
    def missing(self) -> tuple[Locale, ...]:
        """Return the locales without a text of their own."""
        return tuple(locale for locale in LOCALES if not getattr(self, locale))

    def fallback(self, locale: Locale) -> tuple[str, Locale]:
        """Return the text for a page in ``locale`` and the locale it is written in."""
        for candidate in (locale, *LOCALES):
            if text := getattr(self, candidate):
                return text, candidate
        raise AssertionError("an entry text holds at least one text")


class Name(Record):
    """A name in English, and in Chinese where one is established."""

    en: Title
    zh: Title | None = None

    @model_validator(mode="after")
    def _zh_is_chinese(self) -> Name:
        if self.zh is not None:
            _refuse_english(self.zh, self.en)
        return self

    def __getitem__(self, locale: Locale) -> str:
        return (self.zh if locale == "zh" else None) or self.en


Names: TypeAlias = Annotated[tuple[Name, ...], Field(max_length=MAX_ITEMS)]


class Keywords(Record):
    """How readers who half remember a work describe it; for the search only, never shown."""

    en: Annotated[Phrases, ONE_LINE] = ()
    zh: Annotated[Phrases, ONE_LINE] = ()
