"""Violations on a page: blocked by its policy, errors, console messages."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage

_LISTEN = """addEventListener("securitypolicyviolation", (event) =>
    noteViolation(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));"""


def watch_violations(context: BrowserContext) -> list[str]:
    """Return a list that fills with what goes wrong on the pages of ``context``."""
    noted: list[str] = []

    def note_violation(source: Any, violation: str) -> None:
        noted.append(f"{source['page'].url}: {violation}")

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            noted.append(f"{message.location['url']}: {message.text}")

    context.expose_binding("noteViolation", note_violation)
    context.add_init_script(_LISTEN)
    context.on("console", note_message)
    context.on("weberror", lambda error: noted.append(str(error.error)))
    return noted
