"""Patterns of the identifiers a catalogue record may hold, each with its source."""

from __future__ import annotations

import re
from typing import Final

# The planes of Unicode after the first; each ends in two noncharacters.
_PLANES: Final = range(0x10000, 0x110000, 0x10000)

# A permalink anchor: lower-case ASCII words joined by single hyphens.
RECORD_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Anchors the pages use themselves: "y2024" for a year's heading, "mdx-…" for the interface.
RESERVED_ID: Final = re.compile(r"y[0-9]{4}|mdx-.*")

# https://info.arxiv.org/help/arxiv_identifier.html, the scheme since April 2007.
ARXIV_ID: Final = re.compile(
    r"(?P<year>[0-9]{2})(?P<month>0[1-9]|1[0-2])\.[0-9]{4,5}(?:v[0-9]{1,3})?"
)

# The identifier inside an address of arxiv.org (abs, pdf and html pages).
ARXIV_URL: Final = re.compile(
    r"https?://(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html)/(?P<arxiv>\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?",
    re.ASCII,
)

# The same in any address that leads to a paper of arXiv, with the slips that lists copy:
# arxiv.org/pdf/2212.00256.pdf?, abs//2306.08707, arxiv.org/abs/arXiv:2212.00256.
ARXIV_ADDRESS: Final = re.compile(
    r"(?:https?:)?/*(?:"
    r"(?:[\w-]+\.)*(?:arxiv|ar5iv|alphaxiv)\.org/+(?:(?:abs|pdf|html|overview|papers?|format|src)/+)?"
    r"|huggingface\.co/papers/+|hf\.co/papers/+|(?:dx\.)?doi\.org/10\.48550/(?=arxiv)"
    r")(?:arxiv[:.])?(?P<arxiv>\d{4}\.\d{4,5})(?![\d.]\d)",
    re.ASCII | re.IGNORECASE,
)

# An address in running text, without the punctuation that ends its sentence.
BARE_URL: Final = re.compile(r"https?://[^\s<>\"'）)\]]+[^\s<>\"'）)\].,;:!?。，；]")

# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
DOI: Final = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9<>]+")

# ISO 8601, with the month or the year alone.
MONTH: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2]))?")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# A page, an article number or a range: 484-492, 12:1-12:15, e1204.
PAGES: Final = re.compile(r"(?P<first>[A-Za-z]?[0-9:]+)(?:-(?P<last>[A-Za-z]?[0-9:]+))?")

# How much there is of something: 60, 351.6, ~279 (about), 16000+ (more than).
QUANTITY: Final = re.compile(r"(?P<about>~)?(?P<number>[0-9]{1,12}(?:\.[0-9]{1,3})?)(?P<more>\+)?")

# Characters that a reader cannot see but that change what is shown: C0/C1 controls, the
# bidirectional controls and invisible formats of Unicode Technical Report 36, the other default
# ignorable code points (Unicode Standard Annex 44) but variation selectors, the blank Braille
# pattern, lone surrogates, noncharacters.
INVISIBLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in _PLANES)
    + "]"
)

# The CJK ideographs (Unicode blocks: URO, Extension A, compatibility, Extensions B and later).
HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
