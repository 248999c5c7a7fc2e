"""The title that an entry written as text begins with."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from macros.catalogue.addresses import kind_of_label
from macros.exchange.entry_words import (
    BREAK,
    FIELD,
    NAME_WORDS,
    NUMBER,
    ORNAMENT,
    SIGNS,
    may_be_name,
    says_little,
    take_fact,
    trimmed,
)
from macros.exchange.listing import Listing
from macros.exchange.markup import IMAGE, Run, links
from macros.exchange.paper_links import kind_of_link

# The tag of a run that represents the link of the title, whose text is the title.
TITLE_LINK: Final = "title"
_BRACKETED: Final = re.compile(
    r"\s*[\[(【（]\s*(?P<text>[^\])】）\n]{1,60}?)\s*[\])】）]\s*[:：.-]?\s*"
)
# "Paper: …" or "Title: …" before a title; "Authors: …" before names.
_TITLE_FIELD: Final = re.compile(r"\s*(?:paper|title|论文|标题|题目)\s*[:：]\s*", re.IGNORECASE)


def read_title(listing: Listing, runs: list[Run]) -> list[Run]:
    """Find the title; return the runs after it."""
    runs = _skip_before_title(listing, list(runs))
    if not runs:
        return []
    first = runs[0]
    if first.url and not first.strong:
        return _linked_title(listing, runs)
    if first.strong:
        return _strong_title(listing, runs)
    return _plain_title(listing, runs)


def _skip_before_title(listing: Listing, runs: list[Run]) -> list[Run]:
    """Drop numbers and symbols, read bracketed facts before the title."""
    while runs:
        first = runs[0]
        if not first.text.strip() and not first.url:
            runs = runs[1:]
            continue
        if first.tag == IMAGE and not first.url:
            runs = runs[1:]
            continue
        text = ORNAMENT.sub("", first.text)
        if not first.url:
            text = NUMBER.sub("", text, count=1) if NUMBER.match(text) else text
            text = _TITLE_FIELD.sub("", text, count=1) if _TITLE_FIELD.match(text) else text
            while opened := _BRACKETED.match(text):
                words = opened["text"].strip(SIGNS)
                if not (take_fact(listing, words) or _alias(listing, words, text)):
                    break
                text = text[opened.end() :]
            bare = text.strip(SIGNS)
            if (
                bare
                and (first.strong or first.emphasis)
                and says_little(bare)
                and take_fact(listing, bare)
            ) or (not bare and len(runs) > 1 and (runs[1].url or runs[1].strong)):
                text = ""
        if text == first.text:
            return runs
        runs = [replace(first, text=text), *runs[1:]] if text else runs[1:]
    return runs


def _alias(listing: Listing, words: str, text: str) -> bool:
    """Tell whether a bracket before a title is the short name that the title begins with."""
    rest = ORNAMENT.sub("", text.partition("]")[2] or text.partition("】")[2]).strip(SIGNS)
    if not rest or len(words.split()) > NAME_WORDS or not text.lstrip().startswith(("[", "【")):
        return False
    if not rest.casefold().startswith(words.casefold()):
        listing.record["aliases"] = [words]
    return True


def _linked_title(listing: Listing, runs: list[Run]) -> list[Run]:
    """Take the label of the first link, unless it names what the link leads to."""
    url, end = runs[0].url, 0
    while end < len(runs) and (runs[end].url == url):
        end += 1
    label = "".join(run.text for run in runs[:end]).strip()
    if all(run.tag == IMAGE for run in runs[:end]):
        return runs
    if not label or not may_be_name(label):
        return runs
    listing.record["title"] = trimmed(label)
    rest = [Run("", url, tag=TITLE_LINK), *runs[end:]]
    following = rest[1].text if len(rest) > 1 and not rest[1].url else ""
    # "[Name](…): what it does": the title continues after its link.
    if re.match(r"\s*[:：]\s+\w", following) and len(label.split()) <= NAME_WORDS:
        return [rest[0], *_go_on(listing, rest[1:])]
    return rest


def _strong_title(listing: Listing, runs: list[Run]) -> list[Run]:
    end = 0
    while end < len(runs) and (runs[end].strong or not runs[end].text.strip(" ")):
        if runs[end].text == BREAK:
            break
        end += 1
    strong, rest = runs[:end], runs[end:]
    text = "".join(run.text for run in strong).strip()
    if FIELD.match(f"{text}:") and len(text.split()) <= NAME_WORDS:
        return runs
    linked = next((run for run in links(strong) if run.text.strip()), None)
    label = linked.text.strip() if linked else ""
    if linked and not may_be_name(label):
        return _plain_title(listing, runs)
    listing.record["title"] = trimmed(_without_empty_brackets(text))
    titled = [Run("", linked.url, tag=TITLE_LINK)] if linked else []
    following = rest[0].text if rest and not rest[0].url and not rest[0].emphasis else ""
    if following[:1].isalnum() and not linked:
        return _plain_title(listing, runs)
    if re.match(r"\s*[\[(【]", following) and len(text.split()) <= NAME_WORDS:
        # "**Name** [2021][CVPR] Title."
        name = Listing(listing.path, listing.first_line, {"title": ""})
        left = _plain_title(name, _skip_before_title(name, list(rest)))
        if len(name.get("title").split()) > NAME_WORDS:
            listing.record |= name.record
            listing.record["aliases"] = [trimmed(text)]
            return [*titled, *left]
    begins = re.match(r"\s*[:：]\s*[\w\"“‘'(]", following)
    goes_on = begins or (text.endswith((":", "：")) and following.strip(SIGNS))
    if goes_on and len(text.split()) <= 2 * NAME_WORDS:
        return [*titled, *_go_on(listing, rest)]
    return [*titled, *rest]


def _go_on(listing: Listing, rest: list[Run]) -> list[Run]:
    """Append to a name the text after its colon."""
    name = listing.get("title").rstrip(" :：")
    more = Listing(listing.path, listing.first_line, {"title": ""})
    first = replace(rest[0], text=rest[0].text.lstrip(" :："))
    left = _plain_title(more, [first, *rest[1:]], linked=False)
    if not more.get("title"):
        return rest
    listing.record["title"] = f"{name}: {more.get('title')}"
    return left


def _plain_title(listing: Listing, runs: list[Run], *, linked: bool = True) -> list[Run]:
    """Take the text up to the first link, emphasis, line's end or separator."""
    position, before = 0, ""
    while position < len(runs):
        run = runs[position]
        if run.url or run.text == BREAK or (run.tag == IMAGE and before.strip()):
            break
        if run.emphasis and not run.strong and before.strip(SIGNS):
            break
        before += run.text
        position += 1
    rest = runs[position:]
    following = rest[0] if rest and rest[0].url else None
    label = links(rest)[0].text.strip() if following else ""
    named = bool(label) and may_be_name(label)
    head = before.strip(SIGNS)
    if linked and following and named and kind_of_link(label, following.url or ""):
        # "CVPR 2024, [Title](…)" and "Name: [what it does](…)".
        if not head or take_fact(listing, head):
            return _linked_title(listing, rest)
        if before.rstrip().endswith((":", "：")) and len(head.split()) <= NAME_WORDS:
            left = _linked_title(listing, rest)
            listing.record["title"] = f"{head}: {listing.get('title')}"
            return left
        if before.rstrip().endswith((":", "：")) and len(label.split()) > NAME_WORDS:
            return [Run(f"{head};"), *_linked_title(listing, rest)]
    title, after = _cut(before)
    if title and not (kind_of_label(title) or FIELD.match(f"{title}:")):
        listing.record["title"] = title
    return [Run(after), *rest]


def _cut(text: str) -> tuple[str, str]:
    """Cut a text before the first link into the title and what follows it."""
    end = len(text)
    for pattern in (
        r"[;；|。]",
        r"(?<![A-Z])(?<!\bvs)(?<!\bet al)\.\s+(?=\S)",
        r"\s?[\[(（【](?=[^\])）】]*(?:\d{2}|$))",
        r"\s[\[【](?=[^\]】]*[\]】]?\s*$)",
        r",\s+(?=(?:(?:arXiv|[A-Z][\w&-]*),? ?){1,4}(?:19|20)\d\d\W*$)",
        r",\s*$",
    ):
        for found in re.finditer(pattern, text):
            if text[: found.start()].strip(SIGNS):
                end = min(end, found.start())
                break
    return trimmed(text[:end]), text[end:]


def _without_empty_brackets(text: str) -> str:
    return re.sub(r"[\[(（]\s*[\])）]", "", text)
