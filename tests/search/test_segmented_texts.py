"""Texts segmented by an earlier build are reused only if they are certainly valid."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.search import segmentation, segmented_texts
from macros.search.segmented_texts import cached_segmentation

TEXTS = ("说话人头生成", "數據集", "One-Shot")
TERMS = ("说话人头", "数据集")
WORDS = ("说话 人头 说话人头 生成", "数据 数据集", "One-Shot")


def words(cache: Path, texts: tuple[str, ...] = TEXTS) -> tuple[str, ...]:
    return tuple(map(cached_segmentation(texts, TERMS, cache), texts))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """The file an earlier build has left."""
    file = tmp_path / "cache" / "segmented-texts.json"
    assert words(file) == WORDS
    return file


@pytest.fixture
def jieba_starts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The characters that jieba was started for."""
    starts: list[str] = []
    start = segmentation._segmentation

    def counted(characters: str, terms: tuple[str, ...]) -> segmentation.Segment:
        starts.append(characters)
        return start(characters, terms)

    monkeypatch.setattr(segmentation, "_segmentation", counted)
    return starts


def test_known_texts_need_no_jieba(cache: Path, jieba_starts: list[str]) -> None:
    assert words(cache) == WORDS
    assert jieba_starts == []


def test_a_new_text_is_segmented_and_a_gone_one_forgotten(
    cache: Path, jieba_starts: list[str]
) -> None:
    assert words(cache, ("说话人头生成", "加入社群")) == ("说话 人头 说话人头 生成", "加入 社群")
    assert len(jieba_starts) == 1
    assert set(json.loads(cache.read_text("utf-8"))["texts"]) == {
        "说话人头生成",
        "加入社群",
        *TERMS,
    }


def tampered(content: str) -> str:
    return content.replace("说话 人头", "说 话人头")


DAMAGES: dict[str, Callable[[str], str]] = {
    "truncated": lambda content: content[: len(content) // 2],
    "empty": lambda _: "",
    "a list": lambda _: "[]",
    "texts of another kind": lambda content: json.dumps(json.loads(content) | {"texts": ["社群"]}),
    "other words": tampered,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_ignored(cache: Path, damage: str) -> None:
    content = cache.read_text("utf-8")
    cache.write_text(DAMAGES[damage](content), "utf-8")
    assert cache.read_text("utf-8") != content
    assert words(cache) == WORDS
    assert cache.read_text("utf-8") == content


def test_bytes_that_are_no_text_are_ignored(cache: Path) -> None:
    cache.write_bytes(b"\xff")
    assert words(cache) == WORDS


def test_other_terms_segment_again(cache: Path) -> None:
    segment = cached_segmentation(TEXTS, ("头生成",), cache)
    assert segment("说话人头生成") != WORDS[0]


def test_another_version_of_a_library_segments_again(
    cache: Path, jieba_starts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segmented_texts, "version", lambda library: f"{library} 0")
    assert words(cache) == WORDS
    assert len(jieba_starts) == 1


def test_a_file_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert words(tmp_path / "file" / "cache.json") == WORDS
