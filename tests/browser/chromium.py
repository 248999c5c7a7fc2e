"""Where a Chromium is, and how tests start it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

# The same engine without windows: Debian's package. It takes a fifth less of the processor.
HEADLESS = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# This list replaces the one that Playwright passes, so it repeats what applies here. The two popups
# at the end are pages that a window with an address bar loads, which takes longer than one of ours.
DISABLED_FEATURES = (
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_chromium() -> str | None:
    """Return the path of an installed Chromium or Chrome; None leaves the choice to Playwright."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC_CHROME) if MAC_CHROME.exists() else None)


def find_headless() -> str | None:
    """Return the path of the Chromium for tests: the one without windows where it is installed."""
    return shutil.which(HEADLESS) or find_chromium()


def chromium_arguments() -> list[str]:
    """Return arguments that keep the browser quiet and, as root, out of its sandbox."""
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        f"--disable-features={','.join(DISABLED_FEATURES)}",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
    ]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*arguments, "--no-sandbox"] if is_root else arguments
