"""What a link in a list leads to, recognized by its label, else by its address."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from macros.catalogue.model import ARXIV
from macros.catalogue.patterns import ARXIV_ADDRESS, ARXIV_ID
from macros.catalogue.yaml_source import Plain, mapping_of

LinkKind: TypeAlias = Literal["publication", "project", "code", "blog"]

# Lists repeat their labels.
_REMEMBERED: Final = 4096

# What a label may add to the name of the thing: "Official Code", "Code (coming soon)".
_BEFORE: Final = r"(?:(?:the|official|unofficial|source|our|original|main|full|link|view) )*"
_AFTER: Final = (
    r"(?:[ -](?:link|page|repo|soon|coming soon|not yet|official|unofficial|pytorch|torch|"
    r"tensorflow|tf|jax|version|url|[0-9]))*"
)
_NAMES: Final[tuple[tuple[LinkKind, str], ...]] = (
    (
        "code",
        (
            r"codes?|git ?hub( repo)?( stars?)?|gitlab|git|gitee|repo(sitory)?|pytorch|tensorflow|"
            r"implementation|codebase|code ?(/|and|&) ?(data|models?|weights)|stars?|代码|源码"
        ),
    ),
    (
        "project",
        (
            r"projects?( ?(page|website|site))?|proj|page|web( ?(site|page))?|home( ?page)?|"
            r"demos?( page)?|official|site|项目(主页)?|主页|网站|演示"
        ),
    ),
    ("blog", r"(tech )?blog( post)?|post|知识星球|(技术)?博客|解读|知乎"),
    (
        "publication",
        (
            r"papers?|pdf|abs(tract)?|arxiv( pdf| paper| preprint)?|openreview|publication|doi|"
            r"pre-?print|(tech(nical)? )?report|cvf|ieee( ?xplore)?|acm|springer|elsevier|"
            r"open ?access|thecvf|html|论文|原文|全文"
        ),
    ),
)
_LABELS: Final = tuple(
    (kind, re.compile(f"{_BEFORE}(?:{names}){_AFTER}", re.IGNORECASE)) for kind, names in _NAMES
)
# Other things that lists link to; a record has no key for them.
_OTHER_LABELS: Final = re.compile(
    f"{_BEFORE}(?:(?:demo |talk |teaser |intro )?videos?|you ?tube|bilibili|bib( ?tex)?|cite|"
    r"citation|slides?|ppt|posters?|supp(lement(ary|al)?)?( materials?)?|appendix|"
    r"(data ?sets?|data|benchmark)|(pre-?trained )?(models?|weights|checkpoints?)|(google )?colab|"
    r"(hf )?spaces?|twitter|tweet|x|talks?|presentation|short presentation|explanation video|"
    r"oral|reviews?|notes?|discord|playground|notebook|视频|数据集?|模型|权重"
    f"){_AFTER}",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"\s*[(（][^)）]*[)）]")
_NOT_IN_LABEL: Final = re.compile(r"[^\w\s/&+.-]+")
_CODE_HOSTS: Final = ("github.com", "gitlab.com", "gitee.com", "bitbucket.org", "huggingface.co")
_BLOG_HOSTS: Final = ("t.zsxq.com", "wx.zsxq.com", "zhuanlan.zhihu.com", "mp.weixin.qq.com")
_VIDEO_HOSTS: Final = ("youtube.com", "youtu.be", "bilibili.com", "vimeo.com")
_PAPER_HOSTS: Final = (
    "arxiv.org",
    "ar5iv.org",
    "alphaxiv.org",
    "openaccess.thecvf.com",
    "openreview.net",
    "doi.org",
    "dl.acm.org",
    "ieeexplore.ieee.org",
    "computer.org",
    "aclanthology.org",
    "link.springer.com",
    "papers.nips.cc",
    "proceedings.neurips.cc",
    "papers.neurips.cc",
    "proceedings.mlr.press",
    "ojs.aaai.org",
    "aaai.org",
    "ijcai.org",
    "ecva.net",
    "bmva-archive.org.uk",
    "isca-archive.org",
    "isca-speech.org",
    "sciencedirect.com",
    "nature.com",
    "science.org",
    "onlinelibrary.wiley.com",
    "mdpi.com",
    "biorxiv.org",
    "medrxiv.org",
    "semanticscholar.org",
    "tandfonline.com",
    "iopscience.iop.org",
    "diglib.eg.org",
    "hal.science",
    "jmlr.org",
    "frontiersin.org",
    "spiedigitallibrary.org",
)
_VENUE: Final = re.compile(r"(?P<venue>\S.*?),?\s*(?P<year>(?:19|20)\d{2})")
# https://openaccess.thecvf.com/content/CVPR2023/… and …/content_ICCV_2019/…
_OPEN_ACCESS: Final = re.compile(r"/content[_/](?P<venue>[A-Z]+)_?(?P<year>\d{4})(?P<workshop>W?)")


@lru_cache(maxsize=_REMEMBERED)
def kind_of_label(label: str) -> LinkKind | None:
    """Return what a link labelled ``label`` leads to, if the label is one lists use."""
    words = _label_words(label)
    return next((kind for kind, names in _LABELS if names.fullmatch(words)), None)


@lru_cache(maxsize=_REMEMBERED)
def is_other_label(label: str) -> bool:
    """Tell whether a label names what no record holds: a video, slides, a BibTeX entry."""
    return bool(_OTHER_LABELS.fullmatch(_label_words(label)))


def _label_words(label: str) -> str:
    words = _NOT_IN_LABEL.sub(" ", _ASIDE.sub("", label).replace("_", " "))
    return " ".join(words.split()).strip(" /&+.-")


def kind_of_address(url: str) -> LinkKind | None:
    """Return what ``url`` leads to, if its host is known."""
    if arxiv_id(url):
        return "publication"
    for kind, hosts in (
        ("code", _CODE_HOSTS),
        ("blog", _BLOG_HOSTS),
        ("publication", _PAPER_HOSTS),
    ):
        if _is_on(url, hosts):
            return kind  # type: ignore[return-value]
    if _path(url).endswith(".pdf"):
        return "publication"
    return "project" if _is_on(url, ("github.io",)) else None


def is_video(url: str) -> bool:
    """Tell whether ``url`` leads to a video."""
    return _is_on(url, _VIDEO_HOSTS)


def _is_on(url: str, hosts: tuple[str, ...]) -> bool:
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    return any(host == name or host.endswith(f".{name}") for name in hosts)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.casefold()
    except ValueError:
        return ""


def venue_and_year(label: str) -> dict[str, Plain]:
    """Return ``CVPR 2023`` as venue and year; a preprint has no year of its own."""
    found = _VENUE.fullmatch(label.strip())
    if found and found["venue"].casefold() == ARXIV.casefold():
        return {"venue": ARXIV}
    if found:
        return {"venue": found["venue"], "year": found["year"]}
    return {"venue": ARXIV if label.strip().casefold() == ARXIV.casefold() else label.strip()}


def published(known: Plain, venue: str | None, url: str | None) -> dict[str, Plain]:
    """Return a publication with what is given: the venue and its year (``CVPR 2023``), the URL."""
    publication = dict(mapping_of(known))
    if venue:
        publication |= {"year": None} | venue_and_year(venue)
    if url:
        publication["url"] = url
    return publication


def venue_of_address(url: str) -> dict[str, Plain] | None:
    """Return the venue that the address of a paper names, if it does."""
    if arxiv_id(url):
        return {"venue": ARXIV}
    found = _OPEN_ACCESS.search(url) if "openaccess.thecvf.com" in url else None
    return {"venue": found["venue"] + found["workshop"], "year": found["year"]} if found else None


def arxiv_id(url: str) -> str | None:
    """Return the arXiv identifier that an address holds, without its version.

    Takes arxiv.org and the services that show its papers: ar5iv, alphaXiv, Hugging Face, DOIs.
    """
    found = ARXIV_ADDRESS.match(url.strip())
    return found["arxiv"] if found and ARXIV_ID.fullmatch(found["arxiv"]) else None
