"""Notes for the measurement which protection each test is about."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker in item.iter_markers("trust"):
            item.user_properties.append(("trust", marker.args[0]))
