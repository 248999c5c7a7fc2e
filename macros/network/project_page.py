"""A project page: the paper, the title and the code it links to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from macros.catalogue.addresses import arxiv_id, kind_of_address
from macros.catalogue.patterns import DOI
from macros.network.client import Client
from macros.network.settings import LookUpFailed

_TITLE_NAMES: Final = ("citation_title", "og:title", "twitter:title")


@dataclass(slots=True)
class ProjectPage:
    """A project page: its address after redirects, its title and its links."""

    url: str
    title: str = ""
    arxiv_ids: Counter[str] = field(default_factory=Counter)
    dois: Counter[str] = field(default_factory=Counter)
    code: str = ""


def read_project_page(url: str, client: Client) -> ProjectPage:
    """Return what the page at ``url`` says about its paper. Raises LookUpFailed."""
    headers = {"accept": "text/html,application/xhtml+xml"}
    response = client.get(url, lambda response: response, headers=headers)
    if response.is_error:
        raise LookUpFailed(f"{url} answered with HTTP {response.status}")
    reader = _Reader()
    reader.feed(response.text)
    page = ProjectPage(url=url, title=_title(reader))
    for link in reader.links:
        if identifier := arxiv_id(link):
            page.arxiv_ids[identifier] += 1
        elif "doi.org/" in link and (found := DOI.search(link)):
            page.dois[found[0]] += 1
        elif kind_of_address(link) == "code" and not page.code:
            page.code = link
    return page


def _title(reader: _Reader) -> str:
    named = (reader.meta.get(name, "") for name in _TITLE_NAMES)
    return " ".join(next(filter(None, (*named, reader.title)), "").split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and values.get("href"):
            self.links.append(values["href"].strip())
        elif tag == "meta" and values.get("content"):
            self.meta.setdefault(
                values.get("name") or values.get("property", ""), values["content"]
            )
        self.in_title = tag == "title" or (self.in_title and tag != "body")

    def handle_endtag(self, tag: str) -> None:
        self.in_title = self.in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
