"""Makes sure there is a browser: an installed one, else Debian's package, else Playwright's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium

PACKAGES = ("chromium", "fonts-noto-cjk")


def main() -> int:
    """Install a browser where there is none; return the exit code."""
    if find_chromium() or _playwright_has_one():
        return 0
    print("No Chromium or Chrome found; installing one for the tests.")
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*sudo, "apt-get", "update", "-qq"], check=False, env=environment)
        install = [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        subprocess.run([*install, *PACKAGES], check=False, env=environment)
    if not find_chromium():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    return 0


def _playwright_has_one() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__":
    sys.exit(main())
