"""Local hosts for tests of network use."""

from collections.abc import Iterator

import pytest

from tests.network.hosts import Hosts


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """A local host without routes yet."""
    with Hosts() as running:
        yield running
