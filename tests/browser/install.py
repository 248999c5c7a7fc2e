"""Makes sure there is a browser: an installed one, else Debian's package, else Playwright's.

On Debian and its relatives also nginx, for the tests of the deployment guide; on Debian also the
Chromium without windows.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import sync_playwright

from tests.browser.chromium import HEADLESS, find_chromium
from tests.publishing.nginx import BROTLI

BROWSER = ("chromium", "fonts-noto-cjk")
# A minimal Debian lacks this library of the program by which Playwright drives the browser.
DRIVER = ("libatomic1",)
# What the guide to data and feeds shows examples with.
EXAMPLES = ("curl", "jq")
WEB_SERVER = ("nginx-light", "libnginx-mod-http-brotli-static")


def main() -> int:
    """Install what there is not; return the exit code."""
    if not _driver_runs():
        _install_packages(DRIVER)
    if not (find_chromium() or _playwright_has_one()):
        print("No Chromium or Chrome found; installing one for the tests.")
        _install_packages(BROWSER)
        if not find_chromium():
            subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    # A web server starts by itself once it is installed: not unasked on somebody's own machine.
    unattended = os.environ.get("CI") or os.geteuid() == 0
    if unattended and _is_debian() and not shutil.which(HEADLESS):
        print("Installing the Chromium without windows, for faster tests.")
        _install_packages((HEADLESS,))
    if unattended and not all(map(shutil.which, EXAMPLES)):
        _install_packages(EXAMPLES)
    if unattended and not (shutil.which("nginx") and BROTLI.exists()):
        print("No nginx with brotli found; installing it for the tests.")
        _install_packages(WEB_SERVER)
    return 0


def _install_packages(packages: tuple[str, ...]) -> None:
    """Install Debian packages where that is possible; who needs them says so where it is not."""
    if not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "update", "-qq"], check=False, env=environment)
    install = [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    subprocess.run([*install, *packages], check=False, env=environment)


def _is_debian() -> bool:
    """Tell whether the packages are Debian's own; its relatives have no Chromium of this kind."""
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def _driver_runs() -> bool:
    version = subprocess.run(
        [*compute_driver_executable(), "--version"], capture_output=True, check=False
    )
    return version.returncode == 0


def _playwright_has_one() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__":
    sys.exit(main())
