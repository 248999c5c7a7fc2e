"""The kinds of text a record may hold, as pydantic types that say what is wrong with a value.

Each error's type is a sentence ``problems.<type>`` of the translations, its context the fields.
"""

from __future__ import annotations

import re
from typing import Annotated, Final, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from macros.catalogue.patterns import ARXIV_ID, INVISIBLE, RECORD_ID, RESERVED_ID

MAX_TITLE: Final = 500
MAX_TEXT: Final = 4000
MAX_URL: Final = 2000
# Phones read a code of this many bytes; one of 1663 is the largest there is (ISO/IEC 18004).
MAX_QR_BYTES: Final = 300
_NOT_IN_URL: Final = re.compile(r'[\s"<>\\^`{|}]')
# RFC 3986, section 2.1: a percent sign begins an encoded byte.
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _visible(value: str) -> str:
    if found := INVISIBLE.search(value):
        character = f"U+{ord(found[0]):04X}"
        raise PydanticCustomError("invisible_character", "", {"character": character})
    if not value.strip():
        raise PydanticCustomError("blank", "")
    if value != value.strip():
        raise PydanticCustomError("surrounding_space", "", {"value": value})
    return value


def _web_address(value: str) -> str:
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


Title: TypeAlias = Annotated[str, Field(max_length=MAX_TITLE), AfterValidator(_visible)]
Text: TypeAlias = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_visible)]
WebAddress: TypeAlias = Annotated[str, Field(max_length=MAX_URL), AfterValidator(_web_address)]
RecordId: TypeAlias = Annotated[str, Field(max_length=80), AfterValidator(_record_id)]
QrAddress: TypeAlias = Annotated[WebAddress, AfterValidator(_fits_qr_code)]
ArxivId: TypeAlias = Annotated[str, AfterValidator(_arxiv_id)]
