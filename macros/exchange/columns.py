"""The meaning of table columns by the names that lists use, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from macros.catalogue.identities import folded_title
from macros.translations import LOCALES, text

# Names seen in awesome lists, in addition to those of this site (``papers.column`` and
# ``datasets.column`` of the translations).
_PAPER_NAMES: Final = {
    "date": (
        "arXiv Time,Time,Date,Year,Month,Published on,Pub. Date,Publish Date,Publication Date,"
        "Published,Release,Release Date,arXiv Date,First Release,时间,日期,年份,发表时间"
    ),
    "title": "Title,Paper,Papers,Paper title,Paper Name,Title & Authors,论文,标题,论文标题",
    "aliases": (
        "Name,Method,Methods,Model,Models,Work,Algorithm,Abbr.,Abbreviation,Acronym,Alias,"
        "Short Name,名称,方法,模型,简称"
    ),
    "publication": (
        "Pub,Pub.,Publication,Publications,Venue,Venues,Conference,Conf.,Journal,"
        "Conference/Journal,Journal/Conference,Conf/Journal,Venue/Year,Venue & Year,Pub. & Date,"
        "Pub & Date,Publication & Date,Published in,Publisher,Proceedings,Source,"
        "会议,发表,期刊,会议/期刊,发表处,出处"
    ),
    "project": (
        "Project Page,Project,Projects,Website,Web,Homepage,Home,Page,Demo,Site,Project Website,"
        "主页,项目,项目主页,演示"
    ),
    "code": "Code,Codes,GitHub,Repo,Repository,Code Link,Source Code,源码,代码,开源代码",
    "links": (
        "Links,Link,Code/Proj,Code/Project,Project/Code,Code & Project,Code & Page,Proj/Code,"
        "Download Link,Download,URL,URLs,Resources,Resource,Materials,Paper/Code,Paper & Code,"
        "Paper Link,PDF,Paper URL,Code / Project,链接,下载,资源"
    ),
    "labels": "Labels,Label,Tags,Tag,Keywords,Keyword,关键词,标签",
    "blog": "Tech Blog,Blog,Post,博客,解读",
    "arxiv": "arXiv,arXiv id,Preprint,arXiv Link",
    "doi": "DOI",
    "authors": "Authors,Author,作者",
    "affiliations": "Affiliation,Affiliations,Institution,Institutions,Institute,Team,单位,机构",
}
_DATASET_NAMES: Final = {
    "name": "Dataset,Datasets,Name,Dataset Name,Benchmark,数据集,名称",
    "year": "Year,Date,年份,时间",
    "description": "Description,Introduction,About,Details,Summary,Highlights,说明,描述,简介",
    "url": "Link,Links,Source,Download,Download Link,URL,Page,Homepage,链接,下载",
}
_PAPER_NAMES_BY_KEY: Final = {key: tuple(names.split(",")) for key, names in _PAPER_NAMES.items()}
_DATASET_NAMES_BY_KEY: Final = {
    key: tuple(names.split(",")) for key, names in _DATASET_NAMES.items()
}
# Keys that this site's own lists have no column for.
_WITHOUT_COLUMN: Final = ("arxiv", "authors", "links", "doi", "affiliations", "aliases")
PAPER_KEYS: Final = tuple(_PAPER_NAMES)


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of columns: the usual ones, and those ``given`` for this import, folded."""

    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, str] | None = None) -> Columns:
        """Return the names with ``given`` ones, which win, to their keys; "" skips a column."""
        return cls({_folded(name): key for name, key in (given or {}).items()})

    def paper_keys(self, names: Sequence[str]) -> list[str | None] | None:
        """Return the paper's key of each column, None for an unknown one; None without a title.

        If several columns are named like titles, the first is the title (``Paper`` has links then).
        """
        keys = [self._paper_key(name) for name in names]
        if "title" not in keys and "aliases" in keys:
            keys[keys.index("aliases")] = "title"
        if "title" not in keys:
            return None
        exact = [position for position, name in enumerate(names) if _folded(name) == "title"]
        first = exact[0] if exact and keys[exact[0]] == "title" else keys.index("title")
        return [
            "links" if key == "title" and position != first else key
            for position, key in enumerate(keys)
        ]

    def dataset_keys(self, names: Sequence[str]) -> list[str | None] | None:
        """Return the dataset's key of each column; None for a table that lists no datasets."""
        keys = [_names("datasets").get(_folded(name)) for name in names]
        known = set(keys)
        return keys if {"name", "description"} <= known or {"name", "url"} <= known else None

    def _paper_key(self, name: str) -> str | None:
        folded = _folded(name)
        return self.given[folded] if folded in self.given else _names("papers").get(folded)


def _folded(name: str) -> str:
    return folded_title(re.sub(r"[^\w\s/&.,]", "", name)) or name.strip()


@cache
def _names(kind: str) -> dict[str, str]:
    known = _PAPER_NAMES_BY_KEY if kind == "papers" else _DATASET_NAMES_BY_KEY
    names = {_folded(name): key for key, names in known.items() for name in names}
    for key in known:
        column = "download" if key == "url" else key
        if key not in _WITHOUT_COLUMN:
            for locale in LOCALES:
                names[_folded(text(f"{kind}.column.{column}", locale))] = key
    return names
