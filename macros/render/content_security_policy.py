"""The Content-Security-Policy of a page: what a browser may load and run.

The theme's inline scripts are allowed by their SHA-256 (W3C, Content Security Policy Level 3,
section 2.3.1, hash-source). They are read from the page before the catalogue is filled in: a
script that reached the page through the data has no hash and does not run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from typing import Final

from macros.render.tokens import token

# Where overrides/main.html wants the policy.
PLACE: Final = token("content_security_policy")
_DIRECTIVES: Final = {
    "default-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's style sheets carry their icons as data: masks
    "connect-src": "'self'",
    "font-src": "'self'",
    "frame-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
# JavaScript of https://html.spec.whatwg.org/#attr-script-type; any other type is data.
_EXECUTABLE: Final = frozenset(
    ("", "module", "importmap", "text/javascript", "application/javascript")
)
# Parsing entire pages takes a tenth of a small build. A match that does not run, such as a script
# in a comment, only adds a hash of the theme's own text.
_SCRIPT: Final = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)


def protected(page: str, *, live_reload: bool = False) -> str:
    """Return the page of the theme with the policy in its place.

    ``live_reload`` allows any inline script: `mkdocs serve` puts its own into the finished page,
    another at each build. Raises ValueError for a page without exactly one place for the policy.
    """
    if page.count(PLACE) != 1:
        raise ValueError(f"a page must hold {PLACE} once, this one has {page.count(PLACE)}")
    scripts = () if live_reload else inline_scripts(page)
    return page.replace(PLACE, policy(scripts, live_reload=live_reload))


def policy(scripts: Iterable[str], *, live_reload: bool = False) -> str:
    """Return the value of the header for a page with these inline scripts."""
    allowed = ("'unsafe-inline'",) if live_reload else sorted(set(map(source_hash, scripts)))
    sources = " ".join(("'self'", *allowed))
    directives = {**_DIRECTIVES, "script-src": sources}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


@cache
def source_hash(script: str) -> str:
    """Return the hash-source of a script's text, ``'sha256-…'``."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def inline_scripts(page: str) -> tuple[str, ...]:
    """Return the text of each script a browser would run that is inline in the page."""
    reader = _ScriptReader()
    for element in _SCRIPT.findall(page):
        reader.feed(element)
    reader.close()
    return tuple(reader.scripts)


class _ScriptReader(HTMLParser):
    """Collects the texts of executable inline scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self._reading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        kind = (attributes.get("type") or "").strip().lower()
        self._reading = tag == "script" and "src" not in attributes and kind in _EXECUTABLE
        if self._reading:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._reading = False

    def handle_data(self, data: str) -> None:
        if self._reading:
            self.scripts[-1] += data
