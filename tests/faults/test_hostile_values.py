"""Hostile values in every field: refused with a readable message, or shown literally."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.translations import LOCALES
from tests.faults.hostile import (
    ADDRESS_PLACES,
    ADDRESSES,
    OTHER_PLACES,
    PLACES,
    REFUSED_ADDRESSES,
    REFUSED_TEXTS,
    TEXT_PLACES,
    TEXTS,
    DataFolder,
    Place,
    all_text,
    assert_inert,
    assert_readable,
    in_locale,
    plain,
    put,
    render_pages,
    whole_catalogue,
)


def test_the_catalogue_to_be_damaged_is_valid_and_complete(tmp_path: Path) -> None:
    loaded = DataFolder(tmp_path).load(whole_catalogue())
    assert [str(problem) for problem in loaded.problems] == []
    places = set(every_place(whole_catalogue()))
    named = {place for place in PLACES if place[-1] != "translates"}
    assert places == named, "a field is not tried"


def every_place(value: object, *place: str | int) -> list[Place]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in every_place(inner, *place, key)]
    if isinstance(value, list):
        return [leaf for i, inner in enumerate(value) for leaf in every_place(inner, *place, i)]
    return [place]


@pytest.mark.parametrize("name", TEXTS)
def test_texts_are_shown_literally(tmp_path: Path, name: str) -> None:
    """In all places at once, each text with the number of its place."""
    texts = {
        place: in_locale(place, f"{TEXTS[name]} №{number}")
        for number, place in enumerate(TEXT_PLACES)
    }
    catalogue = whole_catalogue()
    for place, text in texts.items():
        catalogue = put(catalogue, place, text)
    loaded = DataFolder(tmp_path).load(catalogue)
    assert loaded.catalogue, loaded.problems
    shown = " ¦ ".join(
        all_text(assert_inert(page))
        for locale in LOCALES
        for page in render_pages(loaded.catalogue, locale)
    )
    for place, text in texts.items():
        assert plain(text) in shown or " ".join(text.split()) in shown, place


@pytest.mark.parametrize("name", [*TEXTS, *REFUSED_TEXTS])
def test_what_is_no_text_is_refused_or_inert(tmp_path: Path, name: str) -> None:
    data = DataFolder(tmp_path)
    value = (TEXTS | REFUSED_TEXTS)[name]
    refused = data.refused(dict.fromkeys((*ADDRESS_PLACES, *OTHER_PLACES), value))
    assert refused.issuperset(ADDRESS_PLACES), f"{value!r} passed as an address"
    with_accepted = whole_catalogue()
    for number, place in enumerate(OTHER_PLACES):
        if place in refused:
            continue
        loaded = data.load(put(whole_catalogue(), place, value))
        if loaded.catalogue is None:
            assert_readable(loaded.problems)
        else:
            with_accepted = put(with_accepted, place, f"{value} {number}")
    accepted = data.load(with_accepted).catalogue
    assert accepted
    for locale in LOCALES:
        for page in render_pages(accepted, locale):
            assert_inert(page)


@pytest.mark.parametrize("name", REFUSED_TEXTS)
def test_texts_that_deceive_are_refused(tmp_path: Path, name: str) -> None:
    values = dict.fromkeys(TEXT_PLACES, REFUSED_TEXTS[name])
    assert DataFolder(tmp_path).refused(values) == set(TEXT_PLACES)


@pytest.mark.parametrize("name", REFUSED_ADDRESSES)
def test_addresses_that_are_not_plain_http_are_refused(tmp_path: Path, name: str) -> None:
    values = dict.fromkeys(ADDRESS_PLACES, REFUSED_ADDRESSES[name])
    assert DataFolder(tmp_path).refused(values) == set(ADDRESS_PLACES)


@pytest.mark.parametrize("name", ADDRESSES)
def test_odd_addresses_are_linked_literally(tmp_path: Path, name: str) -> None:
    """In all places at once, each address with the number of its place."""
    addresses = {
        place: f"{ADDRESSES[name]}{number}"
        for number, place in enumerate(ADDRESS_PLACES, 10)
        if place != ("site.yml", "repository")  # stands in the theme's pages (test_hostile_site.py)
    }
    catalogue = whole_catalogue()
    for place, address in addresses.items():
        catalogue = put(catalogue, place, address)
    loaded = DataFolder(tmp_path).load(catalogue)
    assert loaded.catalogue, loaded.problems
    linked = [
        link.get("href")
        for locale in LOCALES
        for page in render_pages(loaded.catalogue, locale)
        for link in assert_inert(page).iter("a")
    ]
    for place, address in addresses.items():
        assert linked.count(address) >= 2, place


@pytest.mark.parametrize(
    "value",
    [None, [], {}, ["x"], {"a": "b"}, [["x"]], {"en": {"en": "x"}}, "", 1, True, 1.5e300],
    ids=repr,
)
def test_the_wrong_kind_of_value_is_refused_or_inert(tmp_path: Path, value: object) -> None:
    data = DataFolder(tmp_path)
    parents = {place[:end] for place in PLACES for end in range(1, len(place) + 1)}
    for place in sorted(parents, key=repr):
        whole = whole_catalogue()
        if place[-1] == "translates":
            continue
        loaded = data.load(put(whole, place, value))
        if loaded.catalogue is None:
            assert_readable(loaded.problems)
            continue
        for locale in LOCALES:
            for page in render_pages(loaded.catalogue, locale):
                assert_inert(page)


@pytest.mark.parametrize(
    "name", ["papers", "datasets", "index", "en", "zh", "assets", "search", "404", "y2024", "mdx-x"]
)
def test_a_category_cannot_take_the_place_of_a_page(tmp_path: Path, name: str) -> None:
    catalogue = put(whole_catalogue(), ("categories.yml", 0, "id"), name)
    loaded = DataFolder(tmp_path).load(
        put(catalogue, ("papers/2024/paper.yml", "categories", 0), name)
    )
    assert loaded.catalogue is None
    assert any(problem.key == "id" for problem in loaded.problems)


@pytest.mark.parametrize("name", ["！！！", "😀", "***", "<>"])
def test_a_dataset_needs_a_name_that_makes_an_anchor(tmp_path: Path, name: str) -> None:
    loaded = DataFolder(tmp_path).load(put(whole_catalogue(), ("datasets.yml", 0, "name"), name))
    assert [problem.code for problem in loaded.problems] == ["name_without_letters"]


@pytest.mark.parametrize("digits", ["２４０１.０００１", "٢٤٠١.٠٠٠٠١", "2401.00001v" + "9" * 50])
def test_identifiers_are_of_ascii_digits(tmp_path: Path, digits: str) -> None:
    for place in (("papers/2024/paper.yml", "arxiv"), ("papers/2024/paper.yml", "date")):
        assert DataFolder(tmp_path).load(put(whole_catalogue(), place, digits)).catalogue is None


def test_an_address_too_long_for_a_qr_code_is_refused_there_alone(tmp_path: Path) -> None:
    address = "https://a.example/" + "x" * 400
    for place in ADDRESS_PLACES:
        loaded = DataFolder(tmp_path).load(put(whole_catalogue(), place, address))
        assert (loaded.catalogue is None) is ("community" in place), place
