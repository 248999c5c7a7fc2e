"""The index of a locale: its own language, small, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

from macros.catalogue.model import Catalogue
from macros.search.index import indexes, write


def test_each_locale_has_its_own_entries(seed_catalogue: Catalogue) -> None:
    found = {locale: json.loads(index) for locale, index in indexes(seed_catalogue).items()}
    titles = {locale: {entry["title"] for entry in found[locale]["entries"]} for locale in found}
    assert {"Datasets", "Community", "2D-Audio-Driven"} <= titles["en"]
    assert {"数据集", "社群", "2D 音频驱动"} <= titles["zh"]
    papers = {paper.title for paper in seed_catalogue.papers}
    assert titles["en"] & titles["zh"] - papers == {
        dataset.name for dataset in seed_catalogue.datasets
    }


def test_chinese_comes_in_words(seed_catalogue: Catalogue) -> None:
    index = json.loads(indexes(seed_catalogue)["zh"])
    page = next(entry for entry in index["entries"] if entry["title"] == "数据集")
    assert page["words"] == "数据 数据集"
    assert "words" not in next(e for e in index["entries"] if e["title"].startswith("EMO"))
    assert index["labels"]["Diffusion"] == {
        "title": "扩散模型",
        "words": "Diffusion 扩散 模型 扩散模型",
    }
    group = next(group for group in index["terms"] if "lip sync" in group)
    assert group["lip sync"] == "", "it is its own words"
    assert group["唇形同步"].split()[-2:] == ["同步", "唇形同步"]


def test_only_characters_that_can_match_are_folded(seed_catalogue: Catalogue) -> None:
    folding = json.loads(indexes(seed_catalogue)["zh"])["simplified"]
    assert folding["擴"] == "扩"
    assert "龜" not in folding


def test_written_twice_the_bytes_are_the_same(seed_catalogue: Catalogue, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, indexes(seed_catalogue))
    for locale in ("en", "zh"):
        one, two = (tmp_path / name / "search" / f"{locale}.json" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
        assert json.loads(one.read_text(encoding="utf-8"))["entries"]


def test_the_built_site_holds_what_the_catalogue_says(
    seed_catalogue: Catalogue, built_site: Path
) -> None:
    for locale, index in indexes(seed_catalogue).items():
        built = json.loads((built_site / "search" / f"{locale}.json").read_text(encoding="utf-8"))
        locations = {entry["location"] for entry in built["entries"]}
        assert {entry["location"] for entry in json.loads(index)["entries"]} <= locations
