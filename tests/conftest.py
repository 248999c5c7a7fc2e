"""Fixtures shared by all tests: one built site, a static server, a browser."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from tests.browser.chromium import chromium_arguments, find_headless
from tests.browser.shared_page import VIEWPORT, lend, open_shared
from tests.browser.static_server import StaticServer
from tests.search.searched import searched_data
from tests.site.built import SEED, SITE_URL, SUB_PATH, BuiltOnce, build_site

# No test asserts how fast a machine is.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


# Memory for the window's own pixels: by default much of what is below it is drawn ahead.
DRAW_THE_SCREEN_ALONE = "--force-gpu-mem-available-mb=8"
# Fixtures that build a site or start a server, and folders whose tests do so themselves.
PROCESS_FIXTURES = {"built_once", "hosts"}
PROCESS_FOLDERS = {"code_host", "faults", "live", "network", "publishing", "site"}


# Of the many files that a run makes, few are there at a time; a disk takes longer for each.
MEMORY = Path("/dev/shm")
BYTES_NEEDED = 2**30


def pytest_configure() -> None:
    """Put temporary files into memory where there is room and programs may run."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir():
        return
    may_run = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    if may_run and shutil.disk_usage(MEMORY).free > BYTES_NEEDED:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than cores: tests wait for browsers and processes at times."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, builds a site or starts a server."""
    # What collecting left stays until the end: no test needs it looked through for garbage.
    gc.freeze()
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker("browser")
        if fixtures & PROCESS_FIXTURES or item.path.parent.name in PROCESS_FOLDERS:
            item.add_marker("process")


@pytest.fixture(scope="session")
def seed_catalogue() -> Catalogue:
    """The frozen catalogue of the customer's document."""
    loaded = load(SEED)
    assert loaded.catalogue is not None, loaded.problems
    return loaded.catalogue


@pytest.fixture(scope="session")
def catalogue(seed_catalogue: Catalogue) -> Catalogue:
    """The catalogue that ``built_site`` shows; tests/live puts the one in data/ in its place."""
    return seed_catalogue


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder of all test processes of a run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> BuiltOnce:
    """Build a site once for all test processes, by a name of its own."""
    shared = shared_folder(tmp_path_factory)

    def build(name: str, data: Path = SEED, site_url: str = SITE_URL) -> Path:
        folder = shared / name
        with FileLock(shared / f"{name}.lock"):
            if not (folder / "sitemap.xml").exists():
                build_site(folder, data=data, site_url=site_url)
        return folder

    return build


@pytest.fixture(scope="session")
def built_site(built_once: BuiltOnce) -> Path:
    """The seed catalogue's site for the root of a host."""
    return built_once("built-site")


@pytest.fixture(scope="session")
def sub_path_site(built_once: BuiltOnce) -> Path:
    """The seed catalogue's site for a sub-path of a host."""
    return built_once("sub-path-site", site_url=SITE_URL + SUB_PATH)


@pytest.fixture(scope="session")
def searched_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder for the list of queries."""
    return searched_data(tmp_path_factory.mktemp("searched"))


@pytest.fixture(scope="session")
def searched_catalogue(searched_folder: Path) -> Catalogue:
    """The catalogue for the list of queries: frozen, with facts."""
    loaded = load(searched_folder)
    assert loaded.catalogue is not None, loaded.problems
    return loaded.catalogue


@pytest.fixture(scope="session")
def searched_site(built_once: BuiltOnce, searched_folder: Path) -> Path:
    """The site of the same."""
    return built_once("searched-site", searched_folder)


@pytest.fixture(scope="session")
def searched_server(searched_site: Path) -> Iterator[StaticServer]:
    """The same on a static host."""
    with StaticServer(searched_site) as server:
        yield server


@pytest.fixture(scope="session")
def site_server(built_site: Path) -> Iterator[StaticServer]:
    """The built site on a static host, at the root."""
    with StaticServer(built_site) as server:
        yield server


@pytest.fixture(scope="session")
def sub_path_server(built_site: Path) -> Iterator[StaticServer]:
    """The same files on a static host, below a sub-path."""
    with StaticServer(built_site, "/Awesome-Talking-Head-Generation/") as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_headless(), args=[*chromium_arguments(), DRAW_THE_SCREEN_ALONE]
        )
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _own_event_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide the event loop that the browser keeps running between its tests from all others."""
    if "browser" in request.fixturenames:
        yield
        return
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile, 1280 px wide, light."""
    context = browser.new_context(viewport=VIEWPORT, color_scheme="light")
    yield context
    context.close()


@pytest.fixture(scope="session")
def shared_page(browser: Browser) -> Iterator[Page]:
    """The page behind ``page``."""
    page = open_shared(browser)
    yield page
    page.close()


@pytest.fixture
def page(shared_page: Page) -> Iterator[Page]:
    """A page, 1280 px wide, light, with nothing stored; see tests/browser/shared_page.py."""
    with lend(shared_page) as page:
        yield page


@pytest.fixture(scope="session")
def shared_plain_page(browser: Browser) -> Iterator[Page]:
    """The page behind ``plain_page``."""
    page = browser.new_page(viewport=VIEWPORT, java_script_enabled=False)
    yield page
    page.close()


@pytest.fixture
def plain_page(shared_plain_page: Page) -> Iterator[Page]:
    """A page that runs no scripts, 1280 px wide, light."""
    yield shared_plain_page
    shared_plain_page.goto("about:blank")
