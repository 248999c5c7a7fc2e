"""What a link of a list leads to: told from its label, else from its address."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from macros.catalogue.model import ARXIV
from macros.catalogue.patterns import ARXIV_URL
from macros.catalogue.yaml_source import Plain

LinkKind: TypeAlias = Literal["publication", "project", "code", "blog"]

ARXIV_PAGE: Final = "https://arxiv.org/abs/"

_LABELS: Final[tuple[tuple[LinkKind, re.Pattern[str]], ...]] = (
    (
        "code",
        re.compile(
            r"code|git ?hub|gitlab|git|repo(sitory)?|pytorch|official code|代码|源码", re.IGNORECASE
        ),
    ),
    (
        "project",
        re.compile(
            r"project( ?page)?|page|web ?(site|page)|home ?page|demo|项目(主页)?|主页",
            re.IGNORECASE,
        ),
    ),
    ("blog", re.compile(r"(tech )?blog( post)?|post|知识星球|(技术)?博客|解读", re.IGNORECASE)),
    (
        "publication",
        re.compile(
            r"(the )?paper|pdf|abs(tract)?|arxiv|openreview|publication|doi|论文", re.IGNORECASE
        ),
    ),
)
_CODE_HOSTS: Final = ("github.com", "gitlab.com", "gitee.com", "bitbucket.org", "huggingface.co")
_BLOG_HOSTS: Final = ("t.zsxq.com", "wx.zsxq.com", "zhuanlan.zhihu.com", "mp.weixin.qq.com")
_PAPER_HOSTS: Final = (
    "arxiv.org",
    "openaccess.thecvf.com",
    "openreview.net",
    "doi.org",
    "dl.acm.org",
    "ieeexplore.ieee.org",
    "aclanthology.org",
    "link.springer.com",
    "papers.nips.cc",
    "proceedings.neurips.cc",
    "ojs.aaai.org",
    "ecva.net",
    "isca-archive.org",
    "isca-speech.org",
)
_VENUE: Final = re.compile(r"(?P<venue>\S.*?),?\s*(?P<year>(?:19|20)\d{2})")
# https://openaccess.thecvf.com/content/CVPR2023/… and …/content_ICCV_2019/…
_OPEN_ACCESS: Final = re.compile(r"/content[_/](?P<venue>[A-Z]+)_?(?P<year>\d{4})(?P<workshop>W?)")


def kind_of_label(label: str) -> LinkKind | None:
    """Return what a link labelled ``label`` leads to, if the label is one lists use."""
    words = label.strip(" \t[]()【】:：.;,")
    return next((kind for kind, names in _LABELS if names.fullmatch(words)), None)


def kind_of_address(url: str) -> LinkKind | None:
    """Return what ``url`` leads to, if its host tells."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    for kind, hosts in (
        ("code", _CODE_HOSTS),
        ("blog", _BLOG_HOSTS),
        ("publication", _PAPER_HOSTS),
    ):
        if any(host == name or host.endswith(f".{name}") for name in hosts):
            return kind  # type: ignore[return-value]
    return "project" if host.endswith(".github.io") else None


def venue_and_year(label: str) -> dict[str, Plain]:
    """Return ``CVPR 2023`` as venue and year; a preprint has no year of its own."""
    found = _VENUE.fullmatch(label.strip())
    if found and found["venue"].casefold() == ARXIV.casefold():
        return {"venue": ARXIV}
    if found:
        return {"venue": found["venue"], "year": found["year"]}
    return {"venue": ARXIV if label.strip().casefold() == ARXIV.casefold() else label.strip()}


def venue_of_address(url: str) -> dict[str, Plain] | None:
    """Return the venue that the address of a paper names, if it does."""
    if arxiv_id(url):
        return {"venue": ARXIV}
    found = _OPEN_ACCESS.search(url) if "openaccess.thecvf.com" in url else None
    return {"venue": found["venue"] + found["workshop"], "year": found["year"]} if found else None


def arxiv_id(url: str) -> str | None:
    """Return the arXiv identifier in an address of arxiv.org, without its version."""
    found = ARXIV_URL.fullmatch(url)
    return found["arxiv"] if found else None
