"""The Chinese pages are Chinese throughout; what is not is marked, or is a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from macros.catalogue.localized_texts import EntryText, LocalizedText, Record
from macros.catalogue.model import Catalogue
from macros.catalogue.patterns import HAN
from macros.render.pages import site_pages
from macros.translations import texts
from tests.site.reading import read_page

# Names that stay as they are in Chinese text.
NAMES = re.compile(
    r"arXiv|YAML|GitHub|Markdown|MkDocs|Material for|Python|RSS|Atom|JSON|CSV|BibTeX|RIS|CSL|LaTeX"
    r"|DOI|Esc"
)
# Where a link leads, written as its text: ``github.com/…/LICENSE``.
ADDRESS = re.compile(r"^[a-z0-9-]+(\.[a-z0-9-]+)+/.*")
UNREAD = ("script", "style", "code", "pre", "svg")
SPOKEN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "content")


def spoken(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield each text a reader of the page sees or hears, with its element."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in UNREAD:
            continue
        if element.text and element.text.strip():
            yield element, element.text.strip()
        for child in element:
            if child.tail and child.tail.strip():
                yield element, child.tail.strip()
        for attribute in SPOKEN_ATTRIBUTES:
            if element.tag == "meta" and element.get("name") != "description":
                continue
            if value := element.get(attribute, "").strip():
                yield element, value


def is_english(element: html.HtmlElement) -> bool:
    """Tell whether the element is marked as English, itself or by an ancestor."""
    marked = element if element.get("lang") else next(element.iterancestors(), None)
    while marked is not None and not marked.get("lang"):
        marked = marked.getparent()
    return marked is not None and marked.get("lang") == "en"


def names_of(catalogue: Catalogue) -> list[str]:
    """Return the names the catalogue holds, of people, venues, licences, hosts…, longest first."""
    names: set[str] = set()
    held: list[object] = [*catalogue.papers, *catalogue.datasets]
    while held:
        value = held.pop()
        if isinstance(value, str):
            names.add(value)
        elif isinstance(value, tuple | Record) and not isinstance(value, EntryText | LocalizedText):
            held += [inner for _, inner in value] if isinstance(value, Record) else value
    return sorted(names, key=len, reverse=True)


def without_names(said: str, names: list[str]) -> str:
    """Return what is left of a text without the names that stay as they are."""
    left = NAMES.sub("", ADDRESS.sub("", said))
    for name in names:
        left = left.replace(name, "")
    return left


def test_no_english_is_left_on_chinese_pages(built_site: Path, catalogue: Catalogue) -> None:
    names = names_of(catalogue)
    community = urlsplit(catalogue.site.community.url).netloc
    left: set[str] = set()
    for page in site_pages(catalogue):
        for element, said in spoken(read_page(built_site, "zh", page.path)):
            if HAN.search(said) or is_english(element) or said.startswith(community):
                continue
            if re.search(r"[A-Za-z]{2,}", without_names(said, names)):
                left.add(f"{page.path}: {element.tag}: {said}")
    assert left == set()


def test_titles_on_chinese_pages_are_marked_english(built_site: Path, catalogue: Catalogue) -> None:
    rows = read_page(built_site, "zh", "papers/").findall(".//tr[@id]")
    for row in rows:
        assert row.find(".//*[@data-paper-title]").get("lang") == "en"
    assert len(rows) == len(catalogue.papers)


@pytest.mark.parametrize("path", ["", "2d-audio-driven/", "datasets/", "papers/"])
def test_title_and_description_are_chinese(built_site: Path, path: str) -> None:
    page = read_page(built_site, "zh", path)
    assert HAN.search(page.findtext(".//title"))
    assert HAN.search(page.find(".//meta[@name='description']").get("content"))


def chinese_texts(catalogue: Catalogue) -> Iterator[str]:
    for translations in texts().values():
        yield translations["zh"]
    records: list[object] = [catalogue.site, *catalogue.categories, *catalogue.labels]
    while records:
        record = records.pop()
        if isinstance(record, LocalizedText):
            yield record.zh
        elif isinstance(record, Record):
            records += [getattr(record, name) for name in type(record).model_fields]


def test_every_interface_text_exists_in_both_languages() -> None:
    for key, translations in texts().items():
        assert set(translations) == {"en", "zh"}, key
        fields = [sorted(re.findall(r"\{\w*\}", text)) for text in translations.values()]
        assert fields[0] == fields[1], key
        if re.search(r"[A-Za-z]{2,}", re.sub(r"\{\w*\}", "", translations["en"])):
            assert HAN.search(translations["zh"]) or translations["zh"] in ALIKE, key


# Texts that Chinese readers know in Latin letters.
ALIKE = {"arXiv", "BibTeX", "RIS", "CSL-JSON", "CSV", "LaTeX", "Markdown", "DOI", "y 年 M 月"}


def test_chinese_punctuation_and_spacing(catalogue: Catalogue) -> None:
    wrong = []
    for text in chinese_texts(catalogue):
        plain = re.sub(r"\{\w+\}", "", text)
        if re.search(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]", plain):
            wrong.append(f"half-width punctuation: {text}")
        plain = plain.replace("楠哥的AI科研圈", "")  # The community's own spelling of its name.
        if re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", plain):
            wrong.append(f"no space between Chinese and Latin: {text}")
    assert wrong == []


def test_templates_put_full_width_punctuation_beside_chinese(searched_site: Path) -> None:
    wrong = {
        text
        for file in (searched_site / "zh").rglob("*.html")
        for element, text in spoken(html.document_fromstring(file.read_bytes()))
        if not is_english(element)
        and re.search(
            r"[\u4e00-\u9fff]\s?[(),;:!?]|[(),;:!?]\s?[\u4e00-\u9fff]|[，。；：、] ", text
        )
    }
    assert wrong == set()
