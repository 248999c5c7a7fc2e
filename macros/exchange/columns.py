"""What the columns of a table hold, by the names lists give them, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from macros.catalogue.checks import folded_title
from macros.translations import LOCALES, text

# Names seen in awesome lists, besides the ones of this site (``papers.column`` and
# ``datasets.column`` of the translations).
_PAPER_NAMES: Final = {
    "date": ("arXiv Time", "Time", "Date", "Year", "Month", "Published on", "时间", "日期"),
    "title": ("Title", "Paper", "Name", "Paper title", "论文", "标题", "论文标题"),
    "publication": ("Pub", "Publication", "Venue", "Conference", "Journal", "会议", "发表", "期刊"),
    "project": ("Project Page", "Project", "Website", "Homepage", "Page", "Demo", "主页"),
    "code": ("Code", "GitHub", "Repo", "Repository", "源码", "开源代码"),
    "labels": ("Labels", "Label", "Tags", "Tag", "Keywords", "关键词"),
    "blog": ("Tech Blog", "Blog", "Post", "博客", "解读"),
    "arxiv": ("arXiv", "arXiv id", "Preprint"),
    "authors": ("Authors", "Author", "作者"),
}
_DATASET_NAMES: Final = {
    "name": ("Dataset", "Datasets", "Name", "数据集", "名称"),
    "year": ("Year", "Date", "年份", "时间"),
    "description": ("Description", "Introduction", "About", "说明", "描述", "简介"),
    "url": ("Link", "Links", "Download", "URL", "Page", "链接", "下载"),
}


def paper_columns(names: Sequence[str]) -> list[str | None] | None:
    """Return the paper's key of each column, None for an unknown one; None without a title."""
    keys = [_known("papers", name) for name in names]
    return keys if "title" in keys else None


def dataset_columns(names: Sequence[str]) -> list[str | None] | None:
    """Return the dataset's key of each column; None for a table that does not list datasets."""
    keys = [_known("datasets", name) for name in names]
    return keys if {"name", "description"} <= set(keys) or {"name", "url"} <= set(keys) else None


def _known(kind: str, name: str) -> str | None:
    return _names(kind).get(folded_title(name))


@cache
def _names(kind: str) -> dict[str, str]:
    known = _PAPER_NAMES if kind == "papers" else _DATASET_NAMES
    names = {folded_title(name): key for key, names in known.items() for name in names}
    for key in known:
        column = "download" if key == "url" else key
        if key not in ("arxiv", "authors"):
            for locale in LOCALES:
                names[folded_title(text(f"{kind}.column.{column}", locale))] = key
    return names
