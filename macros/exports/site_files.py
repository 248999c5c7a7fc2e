"""All files that the exports add to a built site, with their paths below the site's root."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Final

from macros.catalogue.derived_facts import DerivedFacts
from macros.catalogue.model import Catalogue
from macros.exports import api, atom, json_feed
from macros.exports.feeds import FOLDER as FEEDS_FOLDER
from macros.exports.feeds import FeedMaker, topics
from macros.exports.llms import llms_txt
from macros.translations import LOCALES, Locale

# The paths of all of them.
PATHS: Final = re.compile(rf"{api.FOLDER}/|(?:[a-z]+/)?(?:{FEEDS_FOLDER}/|llms\.txt$)")


def site_files(
    catalogue: Catalogue,
    roots: Mapping[Locale, str],
    folders: Mapping[Locale, str],
    facts: DerivedFacts,
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file.

    ``roots`` are the absolute addresses of the locales' home pages, ``folders`` their paths below
    the site's root, each with a closing slash or empty; ``facts`` are those of earlier builds.
    """
    followed = topics(catalogue)
    for locale in LOCALES:
        maker = FeedMaker(catalogue, locale, roots[locale])
        for topic in followed:
            feed = maker.feed(topic)
            written = {atom.ENDING: atom.atom(feed), json_feed.ENDING: json_feed.json_feed(feed)}
            for name, (ending, content) in product((topic.name, *topic.former), written.items()):
                yield f"{folders[locale]}{FEEDS_FOLDER}/{name}{ending}", content
        llms = llms_txt(catalogue, locale, roots[locale], api.DOCUMENTS, roots[LOCALES[0]])
        yield f"{folders[locale]}llms.txt", llms.encode()
    for name, content in api.documents(catalogue, roots, facts):
        yield f"{api.FOLDER}/{name}", content


def write(site: Path, files: Iterator[tuple[str, bytes]]) -> None:
    """Write the files into the built ``site``. Raises OSError."""
    for path, content in files:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
