"""The unchanged nginx configuration of the deployment guide serves the entire site."""

from __future__ import annotations

import gzip
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import BrowserContext, Response

from macros.publishing import compression
from tests.browser.violations import watch_violations
from tests.publishing.nginx import Nginx, require_nginx
from tests.site.built import SUB_PATH


@pytest.fixture(scope="module")
def compressed_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("nginx") / "site"
    shutil.copytree(built_site, site)
    with pytest.MonkeyPatch.context() as patched:
        # Which copies are sent does not depend on how small they are.
        patched.setattr(compression, "BROTLI_QUALITY", 4)
        compression.compress_site(site)
    return site


@pytest.fixture(scope="module")
def nginx(compressed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    require_nginx()
    with Nginx(compressed_site, tmp_path_factory.mktemp("nginx-state")) as running:
        yield running


def fetch(url: str, encoding: str = "identity") -> tuple[int, Message, bytes]:
    request = urllib.request.Request(url, headers={"Accept-Encoding": encoding})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def read_through(context: BrowserContext, pages: list[str], url: str) -> list[str]:
    """Open every page in a browser and return what went wrong."""
    wrong = watch_violations(context)

    def note(response: Response) -> None:
        if response.status >= 400 or not response.url.startswith(url):
            wrong.append(f"{response.status} {response.url}")

    context.on("response", note)
    page = context.new_page()
    for path in pages:
        page.goto(url + path)
        assert page.locator("h1").first.inner_text().strip()
        assert page.locator("html").get_attribute("lang") == ("zh" if "zh/" in path else "en")
    return wrong


def test_every_file_is_sent_as_it_was_built(nginx: Nginx, built_site: Path) -> None:
    # Of the map of the site there is a compressed copy already.
    files = [file for file in built_site.rglob("*") if file.is_file() and file.suffix != ".gz"]
    assert len(files) >= 12
    for file in files:
        # A page has its folder's address.
        address = file.relative_to(built_site).as_posix().removesuffix("index.html")
        status, _, body = fetch(nginx.url + address)
        assert (status, body) == (200, file.read_bytes()), address


def test_every_kind_of_page_reads_well(nginx: Nginx, context: BrowserContext) -> None:
    pages = ["", "papers/", "2d-audio-driven/", "datasets/", "contributing/"]
    assert read_through(context, [*pages, *(f"zh/{page}" for page in pages)], nginx.url) == []


def test_a_reader_stays_under_the_sub_path(
    context: BrowserContext, sub_path_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    require_nginx()
    root = tmp_path_factory.mktemp("nginx-root")
    (root / SUB_PATH.strip("/")).symlink_to(sub_path_site)
    with Nginx(root, tmp_path_factory.mktemp("nginx-state"), path=f"/{SUB_PATH}") as running:
        pages = ["", "papers/", "zh/datasets/", "zh/contributing/"]
        assert read_through(context, pages, running.url) == []
        page = context.new_page()
        for path, language in (("nowhere/", "en"), ("zh/nowhere/", "zh")):
            response = page.goto(running.url + path)
            assert response is not None
            assert response.status == 404
            assert page.locator("html").get_attribute("lang") == language
            link = page.locator(f"main [lang={language}] a").first.get_attribute("href")
            assert link == (f"/{SUB_PATH}zh/" if language == "zh" else f"/{SUB_PATH}")


@pytest.mark.parametrize(
    ("path", "language"),
    [("no/such/page/", "en"), ("zh/no/such/page/", "zh"), ("zh/nothing", "zh")],
)
def test_a_wrong_address_is_answered_in_the_language_of_the_path(
    nginx: Nginx, path: str, language: str
) -> None:
    status, headers, body = fetch(nginx.url + path)
    assert status == 404
    assert f'<html lang="{language}"' in body.decode()
    assert headers["Cache-Control"] is None
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("encoding", "sent", "decoded"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
)
@pytest.mark.parametrize("path", ["papers/", "zh/papers/", "sitemap.xml"])
def test_compressed_copies_are_sent(
    nginx: Nginx, path: str, encoding: str, sent: str, decoded: object
) -> None:
    plain = fetch(nginx.url + path)[2]
    status, headers, body = fetch(nginx.url + path, encoding)
    assert status == 200
    assert headers["Content-Encoding"] == sent
    assert callable(decoded)
    assert decoded(body) == plain
    assert len(body) < len(plain) / 3


def test_only_hashed_files_are_cached_indefinitely(nginx: Nginx, compressed_site: Path) -> None:
    own = next(compressed_site.glob("assets-*/javascripts/language.js"))
    theme = next(compressed_site.glob("assets/javascripts/bundle.*.min.js"))
    for file in (own, theme):
        address = nginx.url + file.relative_to(compressed_site).as_posix()
        assert fetch(address)[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in ("", "papers/", "sitemap.xml", "assets/images/favicon.svg"):
        assert fetch(nginx.url + path)[1]["Cache-Control"] == "no-cache"
    # What is not there must not be remembered: the next deployment may bring it.
    assert fetch(f"{nginx.url}assets-00000000/javascripts/language.js")[1]["Cache-Control"] is None


@pytest.mark.parametrize("path", ["", "papers/", "zh/nowhere/"])
def test_every_answer_carries_the_security_headers(nginx: Nginx, path: str) -> None:
    headers = fetch(nginx.url + path)[1]
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["Server"] == "nginx"


def test_types_and_redirects(nginx: Nginx, compressed_site: Path) -> None:
    assert fetch(f"{nginx.url}papers/")[1]["Content-Type"] == "text/html; charset=utf-8"
    script = next(compressed_site.glob("assets-*/javascripts/language.js"))
    address = nginx.url + script.relative_to(compressed_site).as_posix()
    assert fetch(address)[1]["Content-Type"] == "application/javascript; charset=utf-8"
    (compressed_site / ".hidden").write_text("nobody's business")
    assert fetch(f"{nginx.url}.hidden")[0] == 404
    with urllib.request.urlopen(f"{nginx.url}zh/papers?q=emotion", timeout=10) as response:
        assert response.url == f"{nginx.url}zh/papers/?q=emotion"
