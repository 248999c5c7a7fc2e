"""The macros of the empty site: none."""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Register nothing."""
    del env
