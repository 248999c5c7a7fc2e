"""Any YAML gives a readable report, or pages that parse and show it literally."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import example, given, note, settings
from hypothesis import strategies as st

from macros.catalogue.patterns import INVISIBLE
from macros.catalogue.problems import MAX_SHOWN, readable
from macros.catalogue.yaml_source import UnreadableSource, parse
from macros.translations import LOCALES
from tests.faults.hostile import (
    ADDRESS_PLACES,
    ADDRESSES,
    PAPER,
    PLACES,
    REFUSED_ADDRESSES,
    REFUSED_TEXTS,
    TEXT_PLACES,
    TEXTS,
    DataFolder,
    all_text,
    as_yaml,
    assert_inert,
    assert_readable,
    in_locale,
    plain,
    put,
    render_pages,
    whole_catalogue,
)

hostile = st.sampled_from([*TEXTS.values(), *REFUSED_TEXTS.values(), *REFUSED_ADDRESSES.values()])
# Any text that YAML can contain: all characters except lone surrogates.
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
texts = any_text | hostile | st.builds(str.__add__, hostile, any_text)
values = st.recursive(
    st.none() | texts | st.integers().map(str) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["en", "zh", "url", "id"]) | texts, inner, max_size=4)
    ),
    max_leaves=8,
)
# Every page is rendered and parsed for each of these examples.
few = settings(max_examples=40)
# Bytes that look like YAML more often than bytes by chance do.
yaml_parts = st.sampled_from(
    ["id: ", "title: ", "\n", "  ", "- ", "[", "]", "{", "}", ": ", ", ", "&a ", "*a", "!!", "!",
     "|", ">",
     "'", '"', "#", "%", "@", "`", "\t", "---\n", "...\n", "? ", "<<: ", "~", "\\", "\ufeff"]
)  # fmt: skip
yaml_texts = st.lists(yaml_parts | any_text, max_size=30).map("".join).map(str.encode)


@given(st.binary(max_size=200) | yaml_texts)
def test_any_bytes_are_read_or_reported(content: bytes) -> None:
    try:
        source = parse(content, "data/papers/2024/x.yml")
    except UnreadableSource as error:
        assert_readable(error.problems)
    else:
        assert source.line(("title",)) >= 1


@given(st.binary(max_size=200) | yaml_texts, st.sampled_from([*whole_catalogue()]))
def test_any_file_leaves_a_catalogue_or_a_report(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder))
        data.load(whole_catalogue())
        (data.folder / name).write_bytes(content)
        loaded = data.load({})
        if loaded.catalogue is None:
            assert_readable(loaded.problems)


@few
@given(st.dictionaries(st.sampled_from(PLACES), values, min_size=1, max_size=4))
def test_any_values_are_refused_or_inert(changes: dict[Any, Any]) -> None:
    catalogue = whole_catalogue()
    for place, value in changes.items():
        catalogue = put(catalogue, place, value)
    assert_refused_or_inert(catalogue)


@few
@given(st.dictionaries(texts | st.sampled_from(sorted(whole_catalogue()[PAPER])), values))
def test_any_paper_is_refused_or_inert(paper: dict[str, Any]) -> None:
    assert_refused_or_inert(whole_catalogue() | {PAPER: whole_catalogue()[PAPER] | paper})


def assert_refused_or_inert(catalogue: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        loaded = DataFolder(Path(folder)).load(catalogue)
    if loaded.catalogue is None:
        assert_readable(loaded.problems)
        return
    for locale in LOCALES:
        for page in render_pages(loaded.catalogue, locale):
            assert_inert(page)


@few
@given(st.fixed_dictionaries(dict.fromkeys(TEXT_PLACES, texts)))
def test_any_accepted_text_is_shown_literally(changes: dict[Any, str]) -> None:
    accepted = {place: in_locale(place, value) for place, value in changes.items()}
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder))
        while refused := data.refused(accepted):
            accepted = {place: text for place, text in accepted.items() if place not in refused}
        catalogue = whole_catalogue()
        for place, text in accepted.items():
            catalogue = put(catalogue, place, text)
        loaded = data.load(catalogue)
    assert loaded.catalogue
    pages = [page for locale in LOCALES for page in render_pages(loaded.catalogue, locale)]
    shown = " ¦ ".join(all_text(assert_inert(page)) for page in pages)
    for place, text in accepted.items():
        note(f"{place}: {text!r}")
        assert plain(text) in shown or " ".join(text.split()) in shown


@given(
    st.sampled_from(ADDRESS_PLACES),
    st.sampled_from([*ADDRESSES.values(), *REFUSED_ADDRESSES.values()]),
    any_text,
    st.integers(0, 60),
)
def test_any_accepted_address_is_http(
    place: tuple[str | int, ...], address: str, inserted: str, position: int
) -> None:
    value = address[:position] + inserted + address[position:]
    assert_refused_or_inert(put(whole_catalogue(), place, value))


@given(st.text(st.characters()) | st.binary().map(os.fsdecode) | hostile)
def test_any_value_in_a_message_is_one_line_without_control_characters(value: str) -> None:
    shown = readable(value)
    assert not INVISIBLE.search(shown)
    assert len(shown) <= 6 * (MAX_SHOWN + 1)
    shown.encode()


@given(values)
@example("\x85")
def test_what_is_written_is_what_is_read(value: object) -> None:
    """The test's own YAML is read as it was meant, so that the other tests mean what they say."""
    written = as_yaml({"x": value})
    try:
        read = parse(written.encode(), "x.yml").value
    except UnreadableSource as error:
        assert_readable(error.problems)
        return
    assert isinstance(read, dict)
    if isinstance(value, str) and value not in ("", "~", "null", "Null", "NULL"):
        assert read["x"] == value
