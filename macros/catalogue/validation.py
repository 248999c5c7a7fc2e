"""Problems with file, line and a readable sentence from pydantic's errors."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Final, Protocol, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from macros.catalogue.problems import MAX_PER_FILE, Problem
from macros.catalogue.yaml_source import Location

# Our sentences for pydantic's own error types; all other types are ours.
_SENTENCES: Final = {
    "missing": "missing_key",
    "extra_forbidden": "unknown_key",
    "string_type": "expected_text",
    "model_type": "expected_mapping",
    "model_attributes_type": "expected_mapping",
    "dict_type": "expected_mapping",
    "tuple_type": "expected_list",
    "too_short": "too_few_items",
    "string_too_long": "text_too_long",
    "too_long": "too_many_items",
}
_MAX_ERRORS: Final = MAX_PER_FILE + 1

# Errors of a text in two languages that are reported at the Chinese.
_ABOUT_CHINESE: Final = frozenset({"translation_equal", "translation_not_chinese"})


def nearest(value: str, choices: list[str]) -> str | None:
    """Return the choice most like ``value``, if one is near enough to suggest."""
    folded = {choice.casefold(): choice for choice in reversed(choices)}
    found = get_close_matches(value.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


class Located(Protocol):
    """Where a record comes from: a file as shown in messages, and the lines of its keys."""

    @property
    def path(self) -> str: ...

    def line(self, location: Location) -> int:
        """Return the line (from 1) of the key or item at ``location``."""
        ...


def validation_problems(
    error: ValidationError, source: Located, adapter: TypeAdapter[Any]
) -> Iterator[Problem]:
    """Yield one problem per error of ``error``, located in ``source``."""
    # In a file full of mistakes, later errors are only counted.
    for details in error.errors(include_url=False)[:_MAX_ERRORS]:
        location = details["loc"]
        code = _SENTENCES.get(details["type"], details["type"])
        key = ".".join(str(step) for step in location if isinstance(step, str))
        values = dict(_values(details, code, adapter))
        if code in _ABOUT_CHINESE:
            location = (*location, "zh")
        if code == "missing_key" and _names_locale(location):
            code = "missing_translation"
        yield Problem(source.path, source.line(location), key, code, values)


def _names_locale(location: tuple[int | str, ...]) -> bool:
    return len(location) > 1 and location[-1] in ("en", "zh")


def _values(
    details: ErrorDetails, code: str, adapter: TypeAdapter[Any]
) -> Iterator[tuple[str, object]]:
    yield from details.get("ctx", {}).items()
    if code.startswith("expected_"):
        yield "got", _kind(details["input"])
    if code == "unknown_key":
        model = adapter._type  # noqa: SLF001 - no public name gives an adapter's type
        keys = _keys(model, details["loc"][:-1])
        yield "choices", ", ".join(keys)
        yield "nearest", nearest(str(details["loc"][-1]), keys)


def _kind(value: object) -> str:
    if value is None:
        return "∅"
    if isinstance(value, list):
        return "[…]"
    return "{…}" if isinstance(value, dict) else f'"{value}"'


def _keys(model: Any, location: tuple[int | str, ...]) -> list[str]:
    """Return the keys of the model found by following ``location`` through type annotations."""
    for step in location:
        if isinstance(step, str) and (found := record_model(model)):
            field = found.model_fields.get(step)
            model = field.annotation if field else None
    found = record_model(model)
    return list(found.model_fields) if found else []


def record_model(annotation: Any) -> type[BaseModel] | None:
    """Return the record type an annotation holds (``tuple[Paper, ...]``: Paper), if any."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(record_model, get_args(annotation))), None)
