"""Hostile input, a small catalogue with every field to put it into, and checks for inertness."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml
from lxml import html as lxml_html

from macros.catalogue.data_folder import shown_path
from macros.catalogue.loading import Loaded, PaperCache, load
from macros.catalogue.model import Catalogue
from macros.catalogue.patterns import INVISIBLE
from macros.catalogue.problems import Problem, errors
from macros.catalogue.value_types import Month
from macros.catalogue.yaml_source import parse
from macros.render import pages
from macros.render.fragments import FragmentRenderer
from macros.render.tokens import fill, token
from macros.translations import LOCALES, Locale
from tests.site.reading import parse_errors

# A key or an index at each step, the file first.
Place: TypeAlias = tuple[str | int, ...]
TODAY: Final = Month(2026, 1)
ROOTS: Final[dict[Locale, str]] = {"en": "./", "zh": "./zh/"}
PAPER: Final = "papers/2024/paper.yml"

# Shown as text in every place for texts.
TEXTS: Final = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "vector image": "<svg/onload=alert(1)><math><mi xlink:href='data:x'>",
    "end of title": "</title><script>alert(1)</script>",
    "end of other elements": "</textarea></style></template></table></svg><iframe src=//x>",
    "quote": 'x" onmouseover="alert(1)" style="position:fixed',
    "apostrophe": "x' onfocus='alert(1)' autofocus='",
    "comment": "--><script>alert(1)</script><!--",
    "character data": "]]><b>x</b><![CDATA[",
    "expression": "{{ 7*7 }} {{ config }}",
    "statement": "{% raw %}{% include 'mkdocs.yml' %}",
    "template comment": "{# gone #} x",
    "token": "%%catalogue:site_name%% %%catalogue:text:home.newest%%",
    "unknown token": "%%catalogue:nothing%% %%catalogue:papers_table:all:1%%",
    "token as a block": "<p>%%catalogue:community%%</p>",
    "Markdown": "# *a* _b_ `c` ~~d~~ | e | \\* [x](javascript:alert(1)) ![y](//z) <https://q>",
    "Markdown block": '!!! danger "x"',
    "attribute list": "x { #id .class onclick=alert(1) }",
    "entities": "&lt;script&gt; &#60;b&#62; &amp;amp; &nbsp; &copy &#x202e;",
    "format": "{locale} {0} {count!r} %s %(x)s $x ${x}",
    "address": "javascript:alert(1)//",
    "terminal markup": "[bold red]x[/] [link=javascript:alert(1)]y[/link] [/]",
    "BibTeX": "}, note = {\\input{/etc/passwd}}, \\write18{id} % # $ ~ ^",
    "JSON": '</script>","a":[1],//\\u003cscript\\u003e',
    "YAML": "!!python/object/apply:os.system [id] &a *a",
    "emphasis": "**<b>x</b>** **{{ y }}** ** z ** ****",
    "formula": '=HYPERLINK("https://x","y")',
    "wide characters": "😀𠮷ﷺ" * 20,
    "one long word": "W" * 480,
}

# Refused in every place for texts.
REFUSED_TEXTS: Final = {
    "right to left": "abc\u202ecba",
    "isolate": "abc\u2066cba",
    "zero width": "a\u200bb\u200db\ufeff",
    "soft hyphen": "a\u00adb",
    "filler": "\u3164 \u115f",
    "tag characters": "a\U000e0041",
    "terminal escape": "\x1b[31mred\x1b]0;title\x07",
    "C1 control": "\x9b31m",
    "null": "a\x00b",
    "bell": "\x07",
    "line break": "a\nb",
    "carriage return": "a\rb",
    "tabulator": "a\tb",
    "line separator": "a\u2028b",
    "noncharacter": "a\ufdd0\U0001ffffb",
    "10,000 characters": "x" * 10_000,
    "blank": " \u3000 ",
    "space at an end": " x",
}

# Refused in every place for addresses.
REFUSED_ADDRESSES: Final = {
    "script": "javascript:alert(1)",
    "script in capitals": "JaVaScRiPt:alert(1)",
    "script with a host": "javascript://a.example/%0aalert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "data without brackets": "data:text/html;base64,PHNjcmlwdD4=",
    "VBScript": "vbscript:msgbox(1)",
    "file": "file:///etc/passwd",
    "blob": "blob:https://a.example/1",
    "protocol-relative": "//a.example/x",
    "relative": "../x",
    "no host": "https:///x",
    "no slashes": "https:a.example",
    "backslashes": "https:\\\\a.example",
    "user": "https://github.com@a.example/",
    "user and password": "https://a:b@a.example/",
    "quote": 'https://a.example/"onclick="alert(1)',
    "angle": "https://a.example/<script>",
    "expression": "https://a.example/{{7*7}}",
    "token": "https://a.example/%%catalogue:site_name%%",
    "bad port": "https://a.example:99999/",
    "bad IPv6": "https://[::1/",
    "space": "https://a.example/ x",
    "wide space": "https://a.example/\u3000x",
    "tabulator": "java\tscript:alert(1)",
    "line break": "https://a.example/\nx",
    "right to left": "https://a.example/\u202egpj",
    "2,000 characters": "https://a.example/" + "x" * 2_000,
}

# Addresses that look odd and are none the less only addresses.
ADDRESSES: Final = {
    "apostrophe": "https://a.example/'onclick='alert(1)",
    "ampersand": "https://a.example/?a=1&lt=2&quot;=3&copy=4",
    "another address inside": "https://a.example/?u=javascript:alert(1)",
    "asterisks": "https://a.example/*a*_b_(c)[d]",
    "Han": "https://例子.example/汉字?q=一",
    "capitals": "HTTPS://A.EXAMPLE/",
    "port": "http://a.example:8080/",
}


def _localized(name: str) -> dict[str, str]:
    return {"en": f"English {name}", "zh": f"中文 {name}"}


def whole_catalogue() -> dict[str, Any]:
    """Return a catalogue with every key there is, by file."""
    return {
        "site.yml": {
            "name": _localized("site"),
            "short_name": _localized("short"),
            "description": _localized("description"),
            "introduction": _localized("introduction"),
            "community": {
                "name": _localized("community"),
                "text": _localized("community text"),
                "url": "https://community.example/",
            },
            "repository": "https://code.example/x/y",
            "branch": "main",
        },
        "categories.yml": [
            {
                "id": "sound",
                "title": _localized("category"),
                "description": _localized("category description"),
                "arxiv_terms": ["talking head"],
            }
        ],
        "labels.yml": [{"id": "label", "name": _localized("label"), "aliases": ["alias"]}],
        "datasets.yml": [
            {
                "name": "Dataset",
                "year": "2020",
                "description": _localized("dataset"),
                "url": "https://data.example/",
                "archived": "https://archive.example/data",
                "paper": {"id": "paper"},
                "licence": "custom",
                "commercial_use": "unclear",
                "access": "form",
                "size": {
                    "hours": "~279",
                    "clips": "16000+",
                    "identities": "60",
                    "resolution": "1k",
                },
                "mirrors": [
                    {
                        "url": "https://mirror.example/",
                        "name": _localized("mirror"),
                        "checked": "2024-01-02",
                    }
                ],
                "note": _localized("dataset note"),
                "as_of": "2024-01-02",
                "evidence": ["https://evidence.example/dataset"],
            }
        ],
        "links.yml": {
            "checked": "2024-01-09",
            "failing": [
                {"url": "https://data.example/", "first": "2024-01-02", "last": "2024-01-09"}
            ],
        },
        "terms.yml": [{"en": ["term"], "zh": ["词"]}],
        "guides.yml": [
            {"at": "contributing/", "keywords": {"en": ["join in"], "zh": ["参与"]}},
        ],
        PAPER: {
            "id": "paper",
            "title": "Paper: A Title",
            "aliases": ["Alias"],
            "date": "2024-01",
            "added": "2024-01-02",
            "categories": ["sound"],
            "publication": {
                "venue": "CVPR",
                "year": "2024",
                "url": "https://paper.example/",
                "title": "Paper: Another Title",
                "journal": "A Journal",
                "pages": "1-2",
            },
            "arxiv": "2401.00001",
            "doi": "10.1000/paper",
            "project": "https://project.example/",
            "code": "https://code.example/",
            "blog": "https://blog.example/",
            "archived": {
                "publication": "https://archive.example/paper",
                "project": "https://archive.example/project",
                "code": "https://archive.example/code",
                "blog": "https://archive.example/blog",
            },
            "labels": ["label"],
            "authors": ["An Author"],
            "affiliations": [_localized("affiliation")],
            "summary": _localized("summary"),
            "keywords": {"en": ["a description"], "zh": ["一句描述"]},
            "openness": {
                "code": "training",
                "official": "false",
                "weights": "true",
                "licence": "MIT",
                "commercial_use": "allowed",
                "hardware": _localized("hardware"),
                "note": _localized("note"),
                "as_of": "2024-01-02",
                "evidence": ["https://evidence.example/paper"],
            },
        },
    }


# Where a reader sees a text of the catalogue, and where it is the target of a link.
TEXT_PLACES: Final[tuple[Place, ...]] = (
    *(
        ("site.yml", key, locale)
        for key in ("name", "short_name", "description", "introduction")
        for locale in LOCALES
    ),
    *(("site.yml", "community", key, locale) for key in ("name", "text") for locale in LOCALES),
    *(("categories.yml", 0, key, locale) for key in ("title", "description") for locale in LOCALES),
    *(("labels.yml", 0, "name", locale) for locale in LOCALES),
    ("datasets.yml", 0, "name"),
    *(("datasets.yml", 0, "description", locale) for locale in LOCALES),
    (PAPER, "title"),
    (PAPER, "publication", "venue"),
    (PAPER, "authors", 0),
    *((PAPER, "summary", locale) for locale in LOCALES),
)
ADDRESS_PLACES: Final[tuple[Place, ...]] = (
    ("site.yml", "community", "url"),
    ("site.yml", "repository"),
    ("datasets.yml", 0, "url"),
    ("datasets.yml", 0, "archived"),
    ("datasets.yml", 0, "mirrors", 0, "url"),
    ("datasets.yml", 0, "evidence", 0),
    (PAPER, "openness", "evidence", 0),
    (PAPER, "publication", "url"),
    (PAPER, "project"),
    (PAPER, "code"),
    (PAPER, "blog"),
    *((PAPER, "archived", kind) for kind in ("publication", "project", "code", "blog")),
)
# Texts that are not shown, or not literally: names of other records, dates, identifiers.
OTHER_PLACES: Final[tuple[Place, ...]] = (
    ("site.yml", "branch"),
    ("site.yml", "name", "translates"),
    ("categories.yml", 0, "id"),
    ("categories.yml", 0, "arxiv_terms", 0),
    ("labels.yml", 0, "id"),
    ("labels.yml", 0, "aliases", 0),
    ("datasets.yml", 0, "year"),
    ("links.yml", "checked"),
    *(("links.yml", "failing", 0, key) for key in ("url", "first", "last")),
    ("terms.yml", 0, "en", 0),
    ("terms.yml", 0, "zh", 0),
    ("guides.yml", 0, "at"),
    *(("guides.yml", 0, "keywords", locale, 0) for locale in LOCALES),
    (PAPER, "id"),
    (PAPER, "date"),
    (PAPER, "categories", 0),
    (PAPER, "publication", "year"),
    (PAPER, "arxiv"),
    (PAPER, "labels", 0),
    (PAPER, "summary", "translates"),
    *((PAPER, "openness", key, locale) for key in ("hardware", "note") for locale in LOCALES),
    *(("datasets.yml", 0, "note", locale) for locale in LOCALES),
    *(("datasets.yml", 0, "mirrors", 0, "name", locale) for locale in LOCALES),
    ("datasets.yml", 0, "size", "resolution"),
    (PAPER, "aliases", 0),
    (PAPER, "added"),
    (PAPER, "publication", "title"),
    (PAPER, "publication", "journal"),
    (PAPER, "publication", "pages"),
    (PAPER, "doi"),
    *((PAPER, "affiliations", 0, locale) for locale in LOCALES),
    *((PAPER, "keywords", locale, 0) for locale in LOCALES),
    *((PAPER, "openness", key) for key in ("code", "official", "weights", "licence")),
    *((PAPER, "openness", key) for key in ("commercial_use", "as_of")),
    *(("datasets.yml", 0, key) for key in ("licence", "commercial_use", "access", "as_of")),
    ("datasets.yml", 0, "paper", "id"),
    ("datasets.yml", 0, "size", "hours"),
    ("datasets.yml", 0, "size", "clips"),
    ("datasets.yml", 0, "size", "identities"),
    ("datasets.yml", 0, "mirrors", 0, "checked"),
)
PLACES: Final = (*TEXT_PLACES, *ADDRESS_PLACES, *OTHER_PLACES)


def in_locale(place: Place, text: str) -> str:
    """Return ``text`` as allowed at ``place``: a Chinese text must contain a Chinese character."""
    return f"汉 {text}" if place[-1] == "zh" else text


def put(catalogue: dict[str, Any], place: Place, value: object) -> dict[str, Any]:
    """Return ``catalogue`` with ``value`` at ``place``; what does not change is not copied."""
    changed = dict(catalogue)
    inner: Any = changed
    for step in place[:-1]:
        inner[step] = copy.copy(inner[step])
        inner = inner[step]
    inner[place[-1]] = value
    return changed


def as_yaml(content: object) -> str:
    """Return YAML that is read as ``content``; PyYAML's own emitter loses some line breaks."""
    text: str = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return text


class DataFolder:
    """A data folder that is written again and again; only what differs is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: dict[str, str] = {}

    def load(self, catalogue: dict[str, Any]) -> Loaded:
        for name, content in catalogue.items():
            represented = repr(content)  # 1 and True are equal, but not the same to YAML.
            if self._written.get(name) != represented:
                file = self.folder / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(as_yaml(content), encoding="utf-8")
                self._written[name] = represented
        return load(self.folder, today=TODAY, cache=PaperCache())

    def refused(self, values: Mapping[Place, object]) -> set[Place]:
        """Return the places that the report names by line when all ``values`` are put in."""
        catalogue = whole_catalogue()
        for place, value in values.items():
            catalogue = put(catalogue, place, value)
        loaded = self.load(catalogue)
        if loaded.catalogue:
            return set()
        assert_readable(loaded.problems)
        named = {(problem.path, problem.line) for problem in errors(loaded.problems)}
        sources = {
            name: parse((self.folder / name).read_bytes(), shown_path(self.folder / name))
            for name in catalogue
        }
        lines = {place: sources[str(place[0])].line(place[1:]) for place in values}
        return {
            place for place, line in lines.items() if (sources[str(place[0])].path, line) in named
        }


def render_pages(catalogue: Catalogue, locale: Locale) -> Iterator[str]:
    """Yield every page of the catalogue as HTML, without the theme and Markdown around it."""
    renderer = FragmentRenderer(catalogue, locale, {}, ROOTS, "assets")
    bodies: dict[str, Callable[[str], str]] = {
        "home": lambda _: pages.home_body(catalogue),
        "papers": lambda _: pages.papers_body(catalogue),
        "category": lambda name: pages.category_body(catalogue, name),
        "datasets": lambda _: pages.datasets_body(),
    }
    for page in pages.site_pages(catalogue):
        body = "\n".join(f"<p>{line}</p>" for line in bodies[page.kind](page.name).splitlines())
        head = f'<meta name="description" content="{page.description}"><title>{page.title}</title>'
        name = f'<p title="{token("site_name")}">{token("site_short_name")}</p>'
        source = (
            f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8">{head}</head>'
            f"<body>{name}{body}</body></html>"
        )
        yield fill(source, renderer)


@lru_cache(maxsize=200)  # Most pages of two catalogues that differ in one value are the same.
def assert_inert(page: str) -> lxml_html.HtmlElement:
    """Assert that a page parses, runs nothing and links to http(s) only; return its tree."""
    assert parse_errors(page) == []
    tree = lxml_html.document_fromstring(page)
    for element in tree.iter():
        assert isinstance(element.tag, str), f"a comment or instruction: {element!r}"
        assert element.tag not in ("iframe", "object", "embed", "img", "base", "style")
        if element.tag == "script" and element.get("src"):
            assert str(element.get("src")).startswith("./assets/")
            assert not element.text
        elif element.tag == "script":  # the filter's own texts
            assert element.get("type") == "application/json"
            json.loads(element.text or "")
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            assert not name.startswith("on"), (element.tag, name)
            assert name != "style"
            if name in ("href", "src", "action", "xlink:href"):
                assert re.match(r"https?://[^/]|\.{1,2}/|#|\?", value, re.IGNORECASE), value
    return tree


def all_text(tree: lxml_html.HtmlElement) -> str:
    """Return the texts of a page and of its attributes, spaces collapsed, between separators."""
    attributes = [str(value) for element in tree.iter() for value in element.attrib.values()]
    return " ".join(" ¦ ".join([tree.text_content(), *attributes]).split())


def plain(text: str) -> str:
    """Return what a reader sees of a text: its ``**…**`` is emphasis."""
    return " ".join(re.sub(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", r"\1", text).split())


def assert_readable(problems: Iterable[Problem]) -> None:
    """Assert that a report can be printed: short, one line each, without control characters."""
    problems = tuple(problems)
    assert problems
    for problem in problems:
        for locale in LOCALES:
            line = problem.describe(locale)
            assert not INVISIBLE.search(line), ascii(line)
            assert len(line) < 1_500
            line.encode()
            assert problem.line >= 1
