"""The site built from data/ is as sound as the one built from the frozen catalogue.

These are the tests of tests/site that know nothing of what a catalogue holds; conftest.py gives
them the live one.
"""

from __future__ import annotations

import pytest

from tests.site.test_chinese_pages import (
    test_chinese_punctuation_and_spacing,
    test_no_english_is_left_on_chinese_pages,
    test_titles_on_chinese_pages_are_marked_english,
)
from tests.site.test_html import (
    test_every_page_begins_with_its_policy,
    test_every_page_parses_strictly,
    test_identifiers_are_unique_and_found,
    test_nothing_is_styled_or_run_inline,
)
from tests.site.test_links import (
    site,
    test_a_crawl_from_the_home_page_reaches_every_page,
    test_every_internal_link_leads_somewhere,
    test_links_that_leave_the_site_are_plain_web_addresses,
    test_pages_address_and_describe_themselves,
    test_the_sitemap_lists_every_page_once,
)
from tests.site.test_pages import (
    test_both_languages_have_the_same_pages,
    test_both_languages_have_the_same_rows,
    test_every_paper_is_on_the_page_of_all_papers,
    test_every_post_is_in_the_tech_blogs_once_in_both_languages,
    test_language_address_and_alternates_agree,
    test_pages_of_papers_have_a_section_per_year,
)

pytestmark = pytest.mark.data

__all__ = [
    "site",
    "test_a_crawl_from_the_home_page_reaches_every_page",
    "test_both_languages_have_the_same_pages",
    "test_both_languages_have_the_same_rows",
    "test_chinese_punctuation_and_spacing",
    "test_every_internal_link_leads_somewhere",
    "test_every_page_begins_with_its_policy",
    "test_every_page_parses_strictly",
    "test_every_paper_is_on_the_page_of_all_papers",
    "test_every_post_is_in_the_tech_blogs_once_in_both_languages",
    "test_identifiers_are_unique_and_found",
    "test_language_address_and_alternates_agree",
    "test_links_that_leave_the_site_are_plain_web_addresses",
    "test_no_english_is_left_on_chinese_pages",
    "test_nothing_is_styled_or_run_inline",
    "test_pages_address_and_describe_themselves",
    "test_pages_of_papers_have_a_section_per_year",
    "test_the_sitemap_lists_every_page_once",
    "test_titles_on_chinese_pages_are_marked_english",
]
