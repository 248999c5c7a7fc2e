"""The kinds of text a record may hold, as pydantic types with an error for each mistake.

Each error's type is a sentence ``problems.<type>`` of the translations, its context the fields.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Final, TypeAlias
from urllib.parse import urlsplit

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from macros.catalogue.patterns import ARXIV_ID, DOI, INVISIBLE, PAGES, RECORD_ID, RESERVED_ID

MAX_TITLE: Final = 500
MAX_PHRASE: Final = 80
MAX_TEXT: Final = 4000
MAX_URL: Final = 2000
# Phones read a code of this many bytes; one of 1663 is the largest there is (ISO/IEC 18004).
MAX_QR_BYTES: Final = 300
_NOT_IN_URL: Final = re.compile(r'[\s"<>\\^`{|}]')
# A licence that SPDX does not list, and no licence at all.
OTHER_LICENCES: Final = ("custom", "none")
# RFC 3986, section 2.1: a percent sign begins an encoded byte.
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


# The form of most addresses, which pass every check below.
_PLAIN_ADDRESS: Final = re.compile(r"https?://[a-z0-9][a-z0-9.-]*/[!#$&'()*+,./0-9:;=?@A-Z_a-z~-]*")


def _visible(value: str) -> str:
    if value.isascii() and value.isprintable() and value and value == value.strip():
        return value
    if found := INVISIBLE.search(value):
        character = f"U+{ord(found[0]):04X}"
        raise PydanticCustomError("invisible_character", "", {"character": character})
    if not value.strip():
        raise PydanticCustomError("blank", "")
    if value != value.strip():
        raise PydanticCustomError("surrounding_space", "", {"value": value})
    return value


def _web_address(value: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(value):
        return value
    _visible(value)
    if _NOT_IN_URL.search(value):
        raise PydanticCustomError("url_with_space", "", {"url": value})
    if _BARE_PERCENT.search(value):
        raise PydanticCustomError("url_with_percent", "", {"url": value})
    try:
        parts = urlsplit(value)
        hostname, _ = parts.hostname, parts.port
    except ValueError as error:
        raise PydanticCustomError("not_http_url", "", {"url": value}) from error
    if parts.scheme not in ("http", "https") or not hostname:
        raise PydanticCustomError("not_http_url", "", {"url": value})
    if "@" in parts.netloc:
        raise PydanticCustomError("url_with_user", "", {"url": value})
    return value


def _fits_qr_code(value: str) -> str:
    if len(value.encode()) > MAX_QR_BYTES:
        raise PydanticCustomError("too_long_for_qr_code", "", {"limit": MAX_QR_BYTES})
    return value


def _record_id(value: str) -> str:
    if not RECORD_ID.fullmatch(value):
        raise PydanticCustomError("malformed_id", "", {"value": value})
    if RESERVED_ID.fullmatch(value):
        raise PydanticCustomError("reserved_id", "", {"value": value})
    return value


def _arxiv_id(value: str) -> str:
    if not ARXIV_ID.fullmatch(value):
        raise PydanticCustomError("malformed_arxiv_id", "", {"value": value})
    return value


def _doi(value: str) -> str:
    if not DOI.fullmatch(value):
        found = DOI.search(value)
        context = {"value": value, "nearest": found[0] if found else None}
        raise PydanticCustomError("malformed_doi", "", context)
    return value


def _pages(value: str) -> str:
    if not PAGES.fullmatch(value):
        found = PAGES.search(value.replace("–", "-").replace("--", "-"))
        context = {"value": value, "nearest": found[0] if found else None}
        raise PydanticCustomError("malformed_pages", "", context)
    return value


def _licence(value: str) -> str:
    if value in OTHER_LICENCES:
        return value
    canonical = _spdx(value) or _spdx(value.replace(" ", "-"))
    if canonical != value:
        context = {"value": value, "nearest": canonical}
        raise PydanticCustomError("unknown_licence", "", context)
    return value


@lru_cache(maxsize=256)
def _spdx(value: str) -> str | None:
    """Return an SPDX expression in its canonical form (https://spdx.org/licenses/)."""
    try:
        return str(canonicalize_license_expression(value))
    except InvalidLicenseExpression:
        return None


Title: TypeAlias = Annotated[str, Field(max_length=MAX_TITLE), AfterValidator(_visible)]
Phrase: TypeAlias = Annotated[str, Field(max_length=MAX_PHRASE), AfterValidator(_visible)]
Text: TypeAlias = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_visible)]
WebAddress: TypeAlias = Annotated[str, Field(max_length=MAX_URL), AfterValidator(_web_address)]
RecordId: TypeAlias = Annotated[str, Field(max_length=80), AfterValidator(_record_id)]
QrAddress: TypeAlias = Annotated[WebAddress, AfterValidator(_fits_qr_code)]
ArxivId: TypeAlias = Annotated[str, AfterValidator(_arxiv_id)]
Doi: TypeAlias = Annotated[str, Field(max_length=200), AfterValidator(_doi)]
Pages: TypeAlias = Annotated[str, Field(max_length=40), AfterValidator(_pages)]
Licence: TypeAlias = Annotated[str, Field(max_length=80), AfterValidator(_licence)]
