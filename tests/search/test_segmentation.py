"""Chinese segmentation: the field's terms unsplit, words within words, traditional characters."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

import jieba
import pytest

from macros.search import segmentation
from macros.search.segmentation import simplified, simplified_characters

TERMS = ("说话人头", "隐式关键点", "知识星球", "数据集")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("说话人头生成", "说话 人头 说话人头 生成"),
        ("隐式关键点", "关键 关键点 隐式关键点"),
        ("加入知识星球", "加入 知识 星球 知识星球"),
        ("说话人头 dataset 数据集", "说话 人头 说话人头 dataset 数据 数据集"),
        ("數據集", "数据 数据集"),
        ("One-Shot, 3D", "One-Shot, 3D"),
        ("", ""),
    ],
)
def test_segmentation(text: str, words: str) -> None:
    segment = segmentation.segmentation([text], TERMS)
    assert segment(text) == words


def test_part_of_the_dictionary_segments_like_all_of_it() -> None:
    """The total of the frequencies is kept, so fewer words do not change how a text is cut."""
    text = "将驱动视频中的表情与姿态迁移到人像照片上的方法，即人脸重演；社群每日跟进前沿研究。"
    whole = jieba.Tokenizer()
    with (files("jieba") / "dict.txt").open("rb") as dictionary:
        whole.FREQ, whole.total = whole.gen_pfdict(dictionary)
    whole.initialized = True
    assert whole.total == segmentation.DICTIONARY_TOTAL
    expected = " ".join(whole.cut_for_search(text, HMM=False))
    segment = segmentation.segmentation([text], ())
    assert segment(text).split() == expected.split()


def test_nothing_is_written_or_printed(capfd: pytest.CaptureFixture[str]) -> None:
    cache = Path(tempfile.gettempdir(), "jieba.cache")
    before = cache.stat().st_mtime_ns if cache.exists() else None
    segmentation._segmentation.cache_clear()
    segmentation.segmentation(["社群"], TERMS)("社群")
    assert (cache.stat().st_mtime_ns if cache.exists() else None) == before
    assert capfd.readouterr() == ("", "")


def test_simplified_considers_phrases() -> None:
    assert simplified("擴散模型") == "扩散模型"
    assert simplified("著名的乾坤") == "著名的乾坤"
    assert simplified_characters()["驅"] == "驱"
    assert "著" not in simplified_characters()


def test_the_statistical_model_is_loaded_only_by_who_uses_it() -> None:
    program = """
import sys
from macros.search.segmentation import segmentation

assert segmentation(["数据集"], ("数据集",))("数据集") == "数据 数据集"
assert "jieba.finalseg.prob_emit" not in sys.modules
import jieba

print(*jieba.cut("他来到了网易杭研大厦"))
"""
    finished = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert finished.stdout == "他 来到 了 网易 杭研 大厦\n", finished.stderr
