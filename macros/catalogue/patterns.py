"""Patterns of the identifiers a catalogue record may hold, each with its source."""

from __future__ import annotations

import re
from typing import Final

# A permalink anchor: lower-case ASCII words joined by single hyphens.
RECORD_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Anchors the pages use themselves: "y2024" for a year's heading, "mdx-…" for the interface.
RESERVED_ID: Final = re.compile(r"y\d{4}|mdx-.*")

# https://info.arxiv.org/help/arxiv_identifier.html, the scheme since April 2007.
ARXIV_ID: Final = re.compile(r"(?P<year>\d{2})(?P<month>0[1-9]|1[0-2])\.\d{4,5}(?:v\d+)?")

# The identifier inside an address of arxiv.org (abs, pdf and html pages).
ARXIV_URL: Final = re.compile(
    r"https?://(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html)/(?P<arxiv>\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?"
)

# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
DOI: Final = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9<>]+")

MONTH: Final = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])")

# Characters that a reader cannot see but that change what is shown: C0/C1 controls, the
# bidirectional controls and invisible formats of Unicode Technical Report 36, lone surrogates,
# noncharacters.
INVISIBLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)

# The CJK ideographs (Unicode blocks: URO, Extension A, compatibility, Extensions B and later).
HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
