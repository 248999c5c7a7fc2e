"""The content of ``data/links.yml`` after a check: the date, and since when links have failed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from macros.catalogue.model import FailingLink, LinkCheck
from macros.network.verdicts import Verdict


def recorded(before: LinkCheck, verdicts: Mapping[str, Verdict], today: date) -> LinkCheck:
    """Return the record after a check of every link; ``verdicts`` are by address.

    An unsure link neither fails nor works: its dates stay. A check without any response, as
    without a network, is not recorded.
    """
    if all(verdict.state == "unsure" for verdict in verdicts.values()):
        return before
    known = {link.url: link for link in before.failing}
    failing = []
    for url, verdict in sorted(verdicts.items()):
        earlier = known.get(url)
        if verdict.state == "dead":
            failing.append(
                FailingLink(url=url, first=earlier.first if earlier else today, last=today)
            )
        elif verdict.state == "unsure" and earlier:
            failing.append(earlier)
    return LinkCheck(checked=today, failing=tuple(failing))
