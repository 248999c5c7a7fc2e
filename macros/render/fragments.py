"""The HTML of each token of a page: the catalogue's texts and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Final, TypeAlias

from markupsafe import Markup, escape

from macros.catalogue.derived_facts import DerivedFacts
from macros.catalogue.model import ARXIV, Catalogue, Paper
from macros.catalogue.statistics import completeness, incomplete_papers, wanted_facts
from macros.exports import api, feeds
from macros.render import chart, contributions
from macros.render.additions import additions_by_day, last_addition
from macros.render.content_security_policy import policy
from macros.render.environment import environment
from macros.render.facets import facets
from macros.render.formats import offers
from macros.render.pages import ALL_PAPERS, papers_by_year, papers_listed
from macros.render.qr_code import qr_code
from macros.render.tokens import UnknownToken
from macros.render.translation_gaps import TranslationGap
from macros.translations import LOCALES, Locale, text, texts_below

NEWEST: Final = 6
# The most entries that a page lists as incomplete.
MAX_INCOMPLETE: Final = 30
# Authors a row names; the others are shown on demand.
SHOWN_AUTHORS: Final = 3
# Rows of a table that a browser lays out together (papers.css has the numbers too).
BATCH: Final = 40
# On a page of more papers than LONG, a browser with scripts parses only the first AT_ONCE rows;
# the others are one text per year until they are needed (long-list.js). A keystroke in the filter
# lays out whole batches, so they are smaller there.
LONG: Final = 2_000
AT_ONCE: Final = 400
BATCH_OF_LONG: Final = 10

# A row is rendered again when its paper is another object than the one it was rendered from.
RenderedRows: TypeAlias = dict[tuple[Locale, str], tuple[Paper, str]]


@dataclass(frozen=True)
class FragmentRenderer:
    """Renders the fragments of the pages of one locale.

    ``roots`` lead from the current page to the root of each locale, ``./`` or ``../zh/``;
    ``assets`` is the folder of the site's own scripts and style sheets, below the site's root;
    ``gaps`` are the translations that the data lacks.
    """

    catalogue: Catalogue
    locale: Locale
    rows: RenderedRows
    roots: Mapping[Locale, str]
    assets: str
    gaps: tuple[TranslationGap, ...] = ()
    facts: DerivedFacts = field(default_factory=DerivedFacts)

    def __call__(self, name: str, *arguments: str) -> str:
        """Return the HTML of a token. Raises UnknownToken for an unknown name."""
        if name not in _FRAGMENTS:
            raise UnknownToken(name)
        return str(escape(_FRAGMENTS[name](self, *arguments)))

    def text(self, key: str, **fields: object) -> str:
        """Return an interface text in the page's locale."""
        return text(key, self.locale, **fields)

    def page_title(self, kind: str, name: str) -> str:
        if kind == "category":
            return self.catalogue.category(name).title[self.locale]
        if kind == "home":
            return self.text("navigation.home")
        return self.text(f"{kind}.title")

    def page_description(self, kind: str, name: str) -> str:
        if kind == "category":
            return self.catalogue.category(name).description[self.locale]
        if kind == "home":
            return self.catalogue.site.description[self.locale]
        return self.text(f"{kind}.description")

    def site_name(self) -> str:
        return self.catalogue.site.name[self.locale]

    def site_short_name(self) -> str:
        return self.catalogue.site.short_name[self.locale]

    def year(self, year: str) -> str:
        return self.text("date.year", year=year)

    def home_introduction(self) -> Markup:
        papers, datasets = self.catalogue.papers, self.catalogue.datasets
        offered = facets(papers, self.catalogue.labels, ())
        has = offered.has
        counts = (
            (len(papers), "papers"),
            (has["code"], "code"),
            (has["weights"], "weights"),
            (len(datasets), "datasets"),
            (has["blog"], "blog"),
        )
        published = (one for one in offered.venues if one[0] != ARXIV)
        return self._render(
            "home-introduction.html",
            papers=papers,
            facets=offered,
            open=sum({"training", "commercial"} <= set(offers(paper)) for paper in papers),
            venue=max(published, key=lambda pair: pair[1], default=None),
            counts=[(count, key) for count, key in counts if count],
            added=last_addition(papers),
            days=self._days_of_additions,
        )

    def category_cards(self) -> Markup:
        return self._render("category-cards.html", categories=self.catalogue.categories)

    def newest_papers(self) -> Markup:
        return self._render("newest-papers.html", papers=self.catalogue.papers[:NEWEST])

    def charts(self) -> Markup:
        return self._render(
            "charts.html",
            chart=chart,
            years=chart.year_bars(self.catalogue),
            labels=chart.label_bars(self.catalogue),
            series=chart.series_of(self.catalogue),
            is_shared=any(len(paper.categories) > 1 for paper in self.catalogue.papers),
        )

    def community(self) -> Markup:
        community = self.catalogue.site.community
        return self._render(
            "community.html",
            community=community,
            qr_code=qr_code(community.url),
            locales=self._page_locale_first,
        )

    def tech_blogs(self) -> Markup:
        return self._render(
            "tech-blogs.html",
            papers=self.catalogue.papers_with_blog,
            locales=self._page_locale_first,
        )

    def papers_introduction(self) -> Markup:
        return self._introduction(
            self.page_description("papers", ALL_PAPERS), papers_listed(self.catalogue, ALL_PAPERS)
        )

    def category_introduction(self, category_id: str) -> Markup:
        return self._introduction(
            self.page_description("category", category_id),
            papers_listed(self.catalogue, category_id),
        )

    def api_documents(self) -> Markup:
        root = self.roots[LOCALES[0]]
        return self._render("api-documents.html", documents=api.DOCUMENTS, root=root)

    def feed_list(self) -> Markup:
        root = self.roots[self.locale]
        return self._render("feed-list.html", topics=feeds.topics(self.catalogue), root=root)

    def filter_bar(self, page: str) -> Markup:
        papers = papers_listed(self.catalogue, page)
        categories = self.catalogue.categories if page == ALL_PAPERS else ()
        return self._render(
            "filter-bar.html",
            facets=facets(papers, self.catalogue.labels, categories),
            total=len(papers),
            covered=LONG if len(papers) > LONG else None,
            feed="papers" if page == ALL_PAPERS else feeds.category_feed(page),
            label_feed=feeds.label_feed,
            former=self._former_ids,
            texts=self._script_texts,
        )

    @property
    def _former_ids(self) -> dict[str, dict[str, str]]:
        """The ids of today by those that addresses may still name."""
        categories, labels = self.catalogue.categories, self.catalogue.labels
        former = {
            "category": {old: one.id for one in categories for old in one.former_ids},
            "label": {old: one.id for one in labels for old in one.former_ids},
        }
        return former if any(former.values()) else {}

    @property
    def _script_texts(self) -> dict[str, str]:
        # A table that compares papers can be written in either language.
        columns = {
            key.replace("papers.column", f"columns.{locale}"): name
            for locale in LOCALES
            for key, name in texts_below(locale, "papers.column").items()
        }
        return {
            **texts_below(
                self.locale,
                "reading",
                "compare",
                "papers.count",
                "filter.choice",
                "filter.remove",
                "filter.selected",
            ),
            **columns,
        }

    def papers_table(self, page: str, year: str) -> Markup:
        title = self.page_title("papers" if page == ALL_PAPERS else "category", page)
        papers = papers_by_year(self.catalogue, page)
        caption = self.text("papers.year_caption", category=title, year=year)
        rows = self._rows(papers[int(year)])
        is_long = sum(map(len, papers.values())) > LONG
        batch = BATCH_OF_LONG if is_long else BATCH
        newer = sum(len(papers[other]) for other in papers if other > int(year))
        at_once = max(AT_ONCE - newer, 0) if is_long else len(rows)
        now, later = rows[:at_once], rows[at_once:]
        return self._render(
            "papers-table.html",
            count=len(now),
            count_later=len(later),
            batches=_batches(now, batch),
            later=_batches(later, batch),
            caption=caption,
            batch=batch,
        )

    def no_papers(self) -> Markup:
        return self._render("no-papers.html")

    def datasets_table(self) -> Markup:
        datasets = self.catalogue.datasets
        texts = texts_below(self.locale, "datasets.count", "datasets.matching", "reading")
        accesses = Counter(one.access for one in datasets if one.access)
        uses = Counter(one.commercial_use for one in datasets if one.commercial_use)
        return self._render(
            "datasets-table.html",
            datasets=datasets,
            accesses=accesses.most_common(),
            uses=uses.most_common(),
            texts=texts,
        )

    def new_paper(self) -> Markup:
        example = contributions.example_paper(self.catalogue.categories[0].id)
        address = contributions.new_paper_address(self.catalogue.site, example)
        return self._render("new-paper.html", example=example, address=address)

    def wanted_facts(self) -> Markup:
        incomplete = incomplete_papers(self.catalogue)
        return self._render(
            "wanted-facts.html",
            added=last_addition(self.catalogue.papers),
            facts=completeness(self.catalogue),
            incomplete=incomplete[:MAX_INCOMPLETE],
            more=len(incomplete[MAX_INCOMPLETE:]),
            wanted_facts=wanted_facts,
        )

    def translation_gaps(self) -> Markup:
        return self._render(
            "translation-gaps.html",
            gaps=self.gaps,
            limit=MAX_INCOMPLETE,
            line_address=partial(contributions.line_address, self.catalogue.site),
        )

    def report_problem(self) -> Markup:
        return self._render("report-problem.html")

    def moved_page(self, category_id: str, canonical: str) -> Markup:
        """Return the whole page at a former address of a category; ``canonical`` is absolute."""
        return self._render(
            "moved-page.html",
            title=self.page_title("category", category_id),
            address=f"{self.roots[self.locale]}{category_id}/",
            canonical=canonical,
            policy=policy(()),
        )

    def not_found(self) -> Markup:
        return self._render("not-found.html", locales=self._page_locale_first)

    def _introduction(self, description: str, papers: tuple[Paper, ...]) -> Markup:
        return self._render(
            "papers-introduction.html",
            description=description,
            papers=papers,
            added=last_addition(papers),
            days=self._days_of_additions,
        )

    @cached_property
    def _days_of_additions(self) -> tuple[tuple[date, int], ...]:
        return additions_by_day(self.catalogue.papers)

    def _rows(self, papers: Sequence[Paper]) -> list[str]:
        # The same row is on the category's page and on the page of all papers.
        if any(self._rendered(paper) is None for paper in papers):
            every = self.catalogue.papers
            rows = self.facts.of_papers(f"row {self.locale}", every, self._row)
            self.rows.update(
                ((self.locale, paper.id), (paper, row))
                for paper, row in zip(every, rows, strict=True)
            )
        return [self.rows[self.locale, paper.id][1] for paper in papers]

    def _rendered(self, paper: Paper) -> str | None:
        known = self.rows.get((self.locale, paper.id))
        return known[1] if known and known[0] is paper else None

    def _row(self, paper: Paper) -> str:
        return self._rendered(paper) or str(self._paper_row(paper))

    @cached_property
    def _paper_row(self) -> Callable[[Paper], Markup]:
        # The macro, not the template: a template's set-up costs more than a row.
        module = environment().get_template("paper-row.html").make_module(self._shared)
        macro: Callable[[Paper], Markup] = module.paper_row  # type: ignore[attr-defined]
        return macro

    def _render(self, template: str, **context: object) -> Markup:
        html = environment().get_template(template).render(self._shared, **context)
        return Markup(html)  # noqa: S704 (rendered with autoescape)

    @cached_property
    def _shared(self) -> dict[str, object]:
        return {
            "SHOWN_AUTHORS": SHOWN_AUTHORS,
            "assets": self.assets,
            "author_separator": self.text("papers.author_separator"),
            "catalogue": self.catalogue,
            "locale": self.locale,
            # A macro gives the same result for the same values throughout a page.
            "once": lru_cache(maxsize=None)(lambda macro, *values: macro(*values)),
            "new_texts": texts_below(self.locale, "additions.new"),
            "root": self.roots[self.locale],
            "roots": self.roots,
            "site": self.catalogue.site,
            "correction": contributions.issue_address(self.catalogue.site, "correction"),
            "suggestion": contributions.issue_address(self.catalogue.site, "paper"),
            "edit_address": partial(contributions.edit_address, self.catalogue.site),
            "text": self.text,
            "text_in": text,
        }

    @property
    def _page_locale_first(self) -> tuple[Locale, ...]:
        return (self.locale, *(locale for locale in LOCALES if locale != self.locale))


def _batches(rows: list[str], size: int) -> Iterator[Markup]:
    # One after the other: a list would stay in memory until the page's cycles are collected.
    for start in range(0, len(rows), size):
        yield Markup("".join(rows[start : start + size]))  # noqa: S704 (rendered so before)


# The valid names of tokens; anything else is a mistake in a page.
_FRAGMENTS: Final[Mapping[str, Callable[..., object]]] = {
    "text": FragmentRenderer.text,
    "year": FragmentRenderer.year,
    "page_title": FragmentRenderer.page_title,
    "page_description": FragmentRenderer.page_description,
    "site_name": FragmentRenderer.site_name,
    "site_short_name": FragmentRenderer.site_short_name,
    "home_introduction": FragmentRenderer.home_introduction,
    "category_cards": FragmentRenderer.category_cards,
    "newest_papers": FragmentRenderer.newest_papers,
    "charts": FragmentRenderer.charts,
    "community": FragmentRenderer.community,
    "tech_blogs": FragmentRenderer.tech_blogs,
    "papers_introduction": FragmentRenderer.papers_introduction,
    "category_introduction": FragmentRenderer.category_introduction,
    "filter_bar": FragmentRenderer.filter_bar,
    "papers_table": FragmentRenderer.papers_table,
    "no_papers": FragmentRenderer.no_papers,
    "datasets_table": FragmentRenderer.datasets_table,
    "new_paper": FragmentRenderer.new_paper,
    "wanted_facts": FragmentRenderer.wanted_facts,
    "translation_gaps": FragmentRenderer.translation_gaps,
    "report_problem": FragmentRenderer.report_problem,
    "not_found": FragmentRenderer.not_found,
    "api_documents": FragmentRenderer.api_documents,
    "feed_list": FragmentRenderer.feed_list,
}
