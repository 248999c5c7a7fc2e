"""Asks Lighthouse (mobile) about the site, served with gzip on this machine.

    npm ci
    python -m tests.benchmarks.lighthouse

Prints the scores of each page, the median of the rounds, and the audits that took points; exits
with 1 where a score is below 100. Performance is comparable only on an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.chromium import chromium_arguments, find_chromium
from tests.browser.gzip_server import GzipHandler
from tests.browser.static_server import StaticServer
from tests.site.built import PROJECT, build_site

LIGHTHOUSE = PROJECT / "node_modules" / ".bin" / "lighthouse"
PAGES = ("", "2d-audio-driven/", "zh/2d-audio-driven/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def ask(url: str) -> dict[str, Any]:
    """Return Lighthouse's report of a page."""
    flags = " ".join(("--headless=new", *chromium_arguments()))
    command = [str(LIGHTHOUSE), url, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    chromium = find_chromium()
    environment = os.environ | ({"CHROME_PATH": chromium} if chromium else {})
    finished = subprocess.run(
        command, capture_output=True, text=True, check=True, env=environment, cwd=PROJECT
    )
    report: dict[str, Any] = json.loads(finished.stdout)
    return report


def lost_points(report: dict[str, Any]) -> set[str]:
    """Return the audits without a full score, with their category."""
    return {
        f"{category}: {audit['id']} {report['audits'][audit['id']].get('displayValue', '')}".strip()
        for category in CATEGORIES
        for audit in report["categories"][category]["auditRefs"]
        if audit["weight"]
        and (report["audits"][audit["id"]]["score"] or 0) < 1
        and report["audits"][audit["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual")
    }


def main() -> int:
    """Ask about every page and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        with StaticServer(site, handler=GzipHandler) as server:
            build_site(site, site_url=server.url)
            for path in PAGES:
                reports = [ask(server.url + path) for _ in range(rounds)]
                scores = {
                    category: round(
                        statistics.median(
                            100 * report["categories"][category]["score"] for report in reports
                        )
                    )
                    for category in CATEGORIES
                }
                missed |= any(score < 100 for score in scores.values())
                print(f"/{path}", scores, *sorted(lost_points(reports[-1])), sep="\n  ", flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
