"""Atom and JSON Feed, checked by a feed reader library and against the specifications."""

from __future__ import annotations

import json
import re
from datetime import datetime

import feedparser
import pytest
from lxml import etree

from macros.catalogue.model import Catalogue
from macros.exports.atom import atom
from macros.exports.feeds import MAX_ENTRIES, Feed, FeedMaker, topics
from macros.exports.json_feed import json_feed
from macros.translations import LOCALES, Locale
from tests.exports.published import ROOTS, with_facts

ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 4151: a tag URI, an authority with its day and a name.
TAG = re.compile(r"tag:example\.org,\d{4}-\d{2}-\d{2}:[\w/.-]+")


def feeds(catalogue: Catalogue, locale: Locale) -> dict[str, Feed]:
    maker = FeedMaker(catalogue, locale, ROOTS[locale])
    return {topic.name: maker.feed(topic) for topic in topics(catalogue)}


def test_there_is_a_feed_of_each_list_with_papers(seed_catalogue: Catalogue) -> None:
    names = [topic.name for topic in topics(with_facts(seed_catalogue))]
    assert names == [
        "papers",
        *(f"category/{category.id}" for category in seed_catalogue.categories),
        "label/diffusion",
        "label/emotional",
        "label/implicit-keypoints",
        "label/3d-volume",
        "label/stylegan",
        "label/editable",
        "code-released",
    ]
    assert len(names) == len(set(names))
    # Nothing is known about code, so there is no feed of released code.
    assert "code-released" not in [topic.name for topic in topics(seed_catalogue)]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_reader_understands_every_atom_feed(seed_catalogue: Catalogue, locale: Locale) -> None:
    catalogue = with_facts(seed_catalogue)
    for name, feed in feeds(catalogue, locale).items():
        read = feedparser.parse(atom(feed))
        assert not read.bozo, read.get("bozo_exception")
        assert read.version == "atom10"
        assert read.feed.language == locale
        assert read.feed.title == feed.title
        assert read.feed.updated == max(entry.updated for entry in read.entries), name
        assert [entry.title for entry in read.entries] == [entry.title for entry in feed.entries]
        links = {link.rel: link.href for link in read.feed.links}
        assert links == {"alternate": feed.page, "self": f"{feed.address}.xml"}


@pytest.mark.parametrize("locale", LOCALES)
def test_atom_keeps_the_rules_of_its_specification(
    seed_catalogue: Catalogue, locale: Locale
) -> None:
    for feed in feeds(with_facts(seed_catalogue), locale).values():
        root = etree.fromstring(atom(feed))
        entries = root.findall(f"{ATOM}entry")
        # RFC 4287, 4.1.1 and 4.1.2: id, title and updated once each; an author for each entry.
        for element in (root, *entries):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1
        assert root.find(f"{ATOM}author/{ATOM}name") is not None
        # 4.2.6: an id is a permanent IRI; entries of one feed never share one (4.1.1).
        ids = [str(element.findtext(f"{ATOM}id")) for element in (root, *entries)]
        assert all(TAG.fullmatch(identifier) for identifier in ids)
        assert len(set(ids)) == len(ids)
        # 3.3: dates are RFC 3339 with a time zone.
        for stamp in root.iter(f"{ATOM}updated", f"{ATOM}published"):
            assert datetime.fromisoformat(str(stamp.text)).tzinfo
        # 4.1.3.3: content of type html is escaped markup, not elements.
        assert all(len(content) == 0 for content in root.iter(f"{ATOM}content"))


@pytest.mark.parametrize("locale", LOCALES)
def test_json_feeds_keep_the_rules_of_their_specification(
    seed_catalogue: Catalogue, locale: Locale
) -> None:
    for feed in feeds(with_facts(seed_catalogue), locale).values():
        read = json.loads(json_feed(feed))
        assert read["version"] == "https://jsonfeed.org/version/1.1"
        assert read["title"] == feed.title
        assert read["feed_url"] == f"{feed.address}.json"
        assert read["home_page_url"] == feed.page
        assert read["language"] == locale
        ids = [item["id"] for item in read["items"]]
        assert len(set(ids)) == len(ids) == len(feed.entries)
        for item in read["items"]:
            assert item["content_html"]
            assert item["url"].startswith(ROOTS[locale])
            assert datetime.fromisoformat(item["date_published"]).tzinfo
            assert all(author["name"] for author in item.get("authors", ()))


def test_an_entry_says_what_the_list_knows(seed_catalogue: Catalogue) -> None:
    catalogue = with_facts(seed_catalogue)
    paper = catalogue.papers[0]
    entry = feedparser.parse(atom(feeds(catalogue, "en")["papers"])).entries[0]
    assert [author.name for author in entry.authors] == ["Ada Lovelace", "王小明"]
    assert entry.link == f"https://example.org/list/papers/#{paper.id}"
    assert entry.published == "2026-05-04T00:00:00+00:00"
    assert "Moves &lt;b&gt;lips&lt;/b&gt; &amp; eyes." in entry.content[0].value
    for url in paper.links.values():
        assert f'href="{url}"' in entry.content[0].value
    chinese = json.loads(json_feed(feeds(catalogue, "zh")["papers"]))["items"][0]
    assert chinese["summary"] == "驱动 <嘴唇> 与眼睛。"
    assert "情感控制" in chinese["tags"]


def test_released_code_is_dated_by_the_day_it_was_seen(seed_catalogue: Catalogue) -> None:
    catalogue = with_facts(seed_catalogue)
    first, _, third = catalogue.papers[:3]
    released = feeds(catalogue, "en")["code-released"]
    found = [(entry.title, entry.published.date().isoformat()) for entry in released.entries]
    assert found == [(first.title, "2026-03-02"), (third.title, "2025-12-31")]


def test_a_feed_ends_where_readers_stop(seed_catalogue: Catalogue) -> None:
    everything = feeds(seed_catalogue, "en")["papers"]
    assert len(everything.entries) == MAX_ENTRIES < len(seed_catalogue.papers)
