"""The links of a built site: where each leads, and whether that exists.

``python -m tests.site.crawling FOLDER`` prints how many pages and links were followed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

from tests.site.built import SITE_URL, crawlable_pages

_ATTRIBUTES = ("href", "src", "action", "srcset", "poster", "data", "xlink:href")


@dataclass(frozen=True)
class Link:
    """A link of a page: the element's tag, and its absolute address (with a fragment)."""

    page: str
    tag: str
    address: str
    rel: str = ""

    def __str__(self) -> str:
        return f"{self.page or 'home page'}: <{self.tag}> {self.address}"


@dataclass
class BuiltSite:
    """The files below ``folder``, as if they were published at ``url``."""

    folder: Path
    url: str = SITE_URL
    _anchors: dict[Path, set[str]] = field(default_factory=dict)

    @cached_property
    def pages(self) -> list[str]:
        """Return the addresses of all pages, below the site's root."""
        return crawlable_pages(self.folder)

    def links(self, page: str) -> Iterator[Link]:
        """Yield every address that a page mentions in an attribute."""
        tree = html.parse(str(self.file(page))).getroot()
        base = urljoin(self.url, page)
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            for attribute in _ATTRIBUTES:
                if (value := element.get(attribute)) is not None:
                    address = urljoin(base, value.strip())
                    yield Link(page, element.tag, address, " ".join(element.get("rel", "").split()))

    def is_internal(self, address: str) -> bool:
        """Tell whether an address is on this site."""
        return address.startswith(self.url)

    def file(self, page: str) -> Path:
        """Return the file that a static host sends for the address of a page, below the root."""
        path = unquote(page)
        return self.folder / (f"{path}index.html" if path == "" or path.endswith("/") else path)

    def problem(self, link: Link) -> str | None:
        """Return what is wrong with an internal link; None where it leads somewhere."""
        address, fragment = urldefrag(link.address)
        file = self.file(urlsplit(address.removeprefix(self.url)).path)
        if not file.is_file():
            return f"{link}: no such file"
        if fragment and file.suffix == ".html" and unquote(fragment) not in self._ids(file):
            return f"{link}: no such anchor"
        return None

    def reachable(self, start: str) -> set[str]:
        """Return the pages that links lead to from ``start``, which is one of them."""
        seen, waiting = {start}, [start]
        while waiting:
            for link in self.links(waiting.pop()):
                page = urlsplit(link.address.removeprefix(self.url)).path
                is_page = self.is_internal(link.address) and page in self.pages
                if link.tag == "a" and is_page and page not in seen:
                    seen.add(page)
                    waiting.append(page)
        return seen

    def _ids(self, file: Path) -> set[str]:
        if file not in self._anchors:
            tree = html.parse(str(file)).getroot()
            self._anchors[file] = {str(found) for found in tree.xpath("//@id | //a/@name")}
        return self._anchors[file]


def main(folder: str, url: str) -> int:
    """Print the figures of a built site, and what is wrong with it; return the exit code."""
    site = BuiltSite(Path(folder), url)
    links = [link for page in site.pages for link in site.links(page)]
    internal = [link for link in links if site.is_internal(link.address)]
    problems = [problem for link in internal if (problem := site.problem(link))]
    print("\n".join(problems), end="\n" if problems else "")
    print(f"{len(site.pages)} pages, {len(internal)} internal links, {len(problems)} broken")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
