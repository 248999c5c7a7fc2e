"""``--strict``: no warning is lost, and none comes too late to stop the publishing of a site."""

from __future__ import annotations

import logging

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

_LOGGER = logging.getLogger("mkdocs")


def count_what_is_not_shown(config: MkDocsConfig) -> None:
    """Let ``--strict`` count the warnings that ``--quiet`` hides.

    ``--quiet`` drops warnings before MkDocs' counter sees them; from here on they are dropped
    where they would be shown.
    """
    if config.strict and _LOGGER.level > logging.WARNING:
        for handler in _LOGGER.handlers:
            if not isinstance(handler, CountHandler):
                handler.setLevel(max(handler.level, _LOGGER.level))
        _LOGGER.setLevel(logging.WARNING)


def has_warned(config: MkDocsConfig) -> bool:
    """Tell whether MkDocs will refuse the build for its warnings, once all events are over."""
    counters = (handler for handler in _LOGGER.handlers if isinstance(handler, CountHandler))
    return bool(config.strict) and any(counter.get_counts() for counter in counters)
