"""The content of the site's feeds, newest first, in one locale, independent of the format.

``macros.exports.atom`` and ``macros.exports.json_feed`` write them. There is a feed of every paper,
one of each category and of each label that papers carry, and one of the papers whose code or
weights have been released.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from urllib.parse import urlencode, urlsplit

from slugify import slugify

from macros.catalogue.localized_texts import LocalizedText
from macros.catalogue.model import Catalogue, Paper
from macros.catalogue.remembered import remembered
from macros.render.environment import environment
from macros.translations import Locale, text

FOLDER: Final = "feeds"
# Feed readers poll often; older papers are on the pages and in the API.
MAX_ENTRIES: Final = 30
# RFC 4151: the day on which the site's host belonged to the site.
_TAG_DAY: Final = "2024-09-01"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One paper in a feed. ``address`` is absolute, ``id`` a tag URI that never changes."""

    id: str
    address: str
    title: str
    published: datetime
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    summary: str | None
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in one locale.

    ``name`` is its path below the locale's ``feeds/`` without the ending, ``page`` the absolute
    address of the list it follows, ``address`` its own without the ending.
    """

    name: str
    id: str
    locale: Locale
    title: str
    description: str
    site: str
    page: str
    address: str
    entries: tuple[FeedEntry, ...]

    @property
    def updated(self) -> datetime:
        """Return the time of the newest entry."""
        return max(entry.published for entry in self.entries)


@dataclass(frozen=True, slots=True)
class FeedTopic:
    """What a feed follows: its ``name``, the list's ``page``, and the papers with their days.

    ``page`` is the list's address below the root of a locale; ``subject`` names a category or a
    label, ``kind`` the texts ``feeds.<kind>`` of the translations, ``former`` the names it had,
    at which it stays for its readers.
    """

    name: str
    kind: str
    page: str
    papers: tuple[tuple[date, Paper], ...]
    subject: LocalizedText | None = None
    former: tuple[str, ...] = ()

    def title(self, locale: Locale) -> str:
        """Return the title of the feed."""
        return self.subject[locale] if self.subject else text(f"feeds.{self.kind}.title", locale)

    def description(self, locale: Locale) -> str:
        """Return a one-sentence description of the feed."""
        fields = {"subject": self.subject[locale]} if self.subject else {}
        return text(f"feeds.{self.kind}.description", locale, **fields)


def category_feed(category_id: str) -> str:
    """Return the name of a category's feed."""
    return f"category/{category_id}"


def label_feed(label_id: str) -> str:
    """Return the name of a label's feed."""
    return f"label/{slugify(label_id)}"


@remembered
def topics(catalogue: Catalogue) -> tuple[FeedTopic, ...]:
    """Return every feed that has an entry, the newest papers of each first."""
    joining = [(joined(paper), paper) for paper in catalogue.papers]
    released = [(day, paper) for paper in catalogue.papers if (day := code_released(paper))]
    found = [FeedTopic("papers", "all", "papers/", _newest(joining))]
    for category in catalogue.categories:
        members = [dated for dated in joining if category.id in dated[1].categories]
        name, page = category_feed(category.id), f"{category.id}/"
        former = tuple(map(category_feed, category.former_ids))
        found.append(FeedTopic(name, "list", page, _newest(members), category.title, former))
    for label in catalogue.labels:
        members = [dated for dated in joining if label.id in dated[1].labels]
        name, page = label_feed(label.id), f"papers/?{urlencode({'label': label.id})}"
        former = tuple({label_feed(old) for old in label.former_ids} - {name})
        found.append(FeedTopic(name, "list", page, _newest(members), label.name, former))
    found.append(FeedTopic("code-released", "code_released", "papers/?code=1", _newest(released)))
    return tuple(topic for topic in found if topic.papers)


def _newest(dated: list[tuple[date, Paper]]) -> tuple[tuple[date, Paper], ...]:
    return tuple(sorted(dated, key=operator.itemgetter(0), reverse=True)[:MAX_ENTRIES])


class FeedMaker:
    """Makes the feeds of one locale; an entry that several feeds share is made once.

    ``root`` is the absolute address of the locale's home page, with its closing slash.
    """

    def __init__(self, catalogue: Catalogue, locale: Locale, root: str) -> None:
        self.catalogue = catalogue
        self.locale: Locale = locale
        self.root = root
        self._content = environment().get_template("feed-entry.html")
        self._entries: dict[tuple[str, date], FeedEntry] = {}

    def feed(self, topic: FeedTopic) -> Feed:
        """Return the feed of a topic."""
        site = self.catalogue.site.name[self.locale]
        return Feed(
            name=topic.name,
            id=self._tag(f"{self.locale}/{topic.name}"),
            locale=self.locale,
            title=f"{site} · {topic.title(self.locale)}",
            description=topic.description(self.locale),
            site=site,
            page=self.root + topic.page,
            address=f"{self.root}{FOLDER}/{topic.name}",
            entries=tuple(self._entry(paper, day) for day, paper in topic.papers),
        )

    def _entry(self, paper: Paper, day: date) -> FeedEntry:
        known = self._entries.get((paper.id, day))
        if known is None:
            known = self._entries[paper.id, day] = self._made_entry(paper, day)
        return known

    def _made_entry(self, paper: Paper, day: date) -> FeedEntry:
        catalogue, locale = self.catalogue, self.locale
        return FeedEntry(
            id=self._tag(f"papers/{paper.id}"),
            address=f"{self.root}papers/#{paper.id}",
            title=paper.title,
            published=datetime.combine(day, time(), UTC),
            authors=paper.authors,
            categories=tuple(
                [catalogue.category(category).title[locale] for category in paper.categories]
                + [catalogue.label(label).name[locale] for label in paper.labels]
            ),
            summary=paper.summary.fallback(locale)[0] if paper.summary else None,
            content=self._content.render(paper=paper, locale=locale, text=self._text),
        )

    def _text(self, key: str, **fields: object) -> str:
        return text(key, self.locale, **fields)

    def _tag(self, path: str) -> str:
        return f"tag:{urlsplit(self.root).hostname},{_TAG_DAY}:{path}"


def joined(paper: Paper) -> date:
    """Return the day a paper joined the list, else the first day of its month or year."""
    return paper.added or date(paper.date.year, paper.date.month or 1, 1)


def code_released(paper: Paper) -> date | None:
    """Return the day on which code or weights were last seen; None if there are neither."""
    openness = paper.openness
    if openness is None or not (openness.code in ("inference", "training") or openness.weights):
        return None
    return openness.as_of
