"""All texts of the program in every locale, read from the YAML files beside this module.

``interface.yml`` contains the texts of the pages, ``problems.yml`` the messages about the data,
``command_line.yml`` the output of the commands. Each contains nested keys whose leaves are
``{en: …, zh: …}``. A leaf is named by its dotted path, ``papers.count``; texts may contain
``{named}`` fields in the syntax of ``str.format``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

import yaml

Locale: TypeAlias = Literal["en", "zh"]
LOCALES: Final[tuple[Locale, ...]] = get_args(Locale)
DEFAULT_LOCALE: Final[Locale] = "en"
TRANSLATION_FILES: Final = tuple(
    Path(__file__).with_name(f"{name}.yml") for name in ("interface", "problems", "command_line")
)


class MissingTranslation(KeyError):
    """A text key that no translation file holds, or not in every locale."""


def flatten(tree: Mapping[str, object], prefix: str = "") -> dict[str, Mapping[str, str]]:
    """Return ``{dotted key: {locale: text}}`` for a nested mapping of translations."""
    texts: dict[str, Mapping[str, str]] = {}
    for key, value in tree.items():
        path = f"{prefix}{key}"
        if not isinstance(value, Mapping):
            raise MissingTranslation(f"{path}: expected {{en: …, zh: …}}, got {value!r}")
        if set(value) & set(LOCALES):
            texts[path] = {str(locale): str(text) for locale, text in value.items()}
        else:
            texts |= flatten(value, f"{path}.")
    return texts


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Return every text as ``{dotted key: {locale: text}}``."""
    found: dict[str, Mapping[str, str]] = {}
    for file in TRANSLATION_FILES:
        with file.open(encoding="utf-8") as stream:
            found |= flatten(yaml.load(stream, Loader=yaml.CSafeLoader))
    return found


@cache
def texts_below(locale: Locale, *keys: str) -> Mapping[str, str]:
    """Return the texts of ``keys`` and of the dotted keys below them in ``locale``, by key."""
    return {
        path: translations[locale]
        for key in keys
        for path, translations in texts().items()
        if path == key or path.startswith(f"{key}.")
    }


def forget_texts() -> None:
    """Read the texts again when they are next asked for."""
    texts.cache_clear()
    texts_below.cache_clear()


def text(key: str, locale: Locale, **fields: object) -> str:
    """Return the text ``key`` in ``locale``, its ``{fields}`` filled in.

    With ``count=1`` in ``fields``, the singular form ``<key>.one`` is used if there is one. Raises
    MissingTranslation for an unknown key.
    """
    known = texts()
    if fields.get("count") == 1 and f"{key}.one" in known:
        key = f"{key}.one"
    elif f"{key}.other" in known:
        key = f"{key}.other"
    try:
        template = known[key][locale]
    except KeyError as error:
        raise MissingTranslation(f"{key} ({locale})") from error
    return template.format(**fields) if fields else template
