"""The locales of a build: the current one, and the addresses of a page in each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from macros.translations import DEFAULT_LOCALE, LOCALES, Locale

if TYPE_CHECKING:
    from mkdocs_static_i18n.plugin import I18n

NOT_FOUND: Final = "404.html"


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page in one locale: its absolute address and the one relative to the current page."""

    locale: Locale
    absolute: str
    relative: str


def _i18n(config: MkDocsConfig) -> I18n:
    return cast("I18n", config.plugins["i18n"])


def current(config: MkDocsConfig) -> Locale:
    """Return the locale being built."""
    return cast("Locale", _i18n(config).current_language or DEFAULT_LOCALE)


def is_later_pass(config: MkDocsConfig) -> bool:
    """Tell whether this is the pass for a further locale within a build (static-i18n)."""
    return bool(_i18n(config).building)


def prefix(locale: Locale) -> str:
    """Return the folder of a locale below the site's root, with a closing slash."""
    return "" if locale == DEFAULT_LOCALE else f"{locale}/"


def alternates(page: Page, config: MkDocsConfig) -> list[Alternate]:
    """Return the page in every locale, the default one first."""
    path = path_in_locale(page, config)
    return [_alternate(locale, path, page.url, config) for locale in LOCALES]


def home_alternates(config: MkDocsConfig) -> list[Alternate]:
    """Return the home page in every locale, with addresses that work from any folder."""
    return [
        Alternate(locale, urljoin(_site_url(config), prefix(locale)), root)
        for locale, root in absolute_roots(config).items()
    ]


def roots_and_folders(config: MkDocsConfig) -> tuple[dict[Locale, str], dict[Locale, str]]:
    """Return the absolute address of each locale's root, and its path below the site's root."""
    folders = {locale: prefix(locale) for locale in LOCALES}
    return {locale: urljoin(_site_url(config), folders[locale]) for locale in LOCALES}, folders


def roots_from(page: Page) -> dict[Locale, str]:
    """Return the way from a page to the root of each locale, ``./`` or ``../zh/``."""
    return roots_to(page.url)


def roots_to(url: str) -> dict[Locale, str]:
    """Return the way to the root of each locale from an address below the site's root."""
    return {locale: _relative(prefix(locale), url) for locale in LOCALES}


def absolute_roots(config: MkDocsConfig) -> dict[Locale, str]:
    """Return the path of each locale's root on its host: ``/``, ``/sub-path/zh/``."""
    return {locale: urlsplit(urljoin(_site_url(config), prefix(locale))).path for locale in LOCALES}


def place_not_found(page: str, config: MkDocsConfig) -> str:
    """Write a later locale's 404 page into its folder; return what belongs at the site's root."""
    locale = current(config)
    root_file = Path(config.site_dir, NOT_FOUND)
    if locale == DEFAULT_LOCALE:
        return page
    file = Path(config.site_dir, prefix(locale), NOT_FOUND)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page, encoding="utf-8")
    return root_file.read_text(encoding="utf-8")


def _site_url(config: MkDocsConfig) -> str:
    return config.site_url or "/"


def path_in_locale(page: Page, config: MkDocsConfig) -> str:
    """Return a page's address below the root of its locale, ``datasets/``."""
    path = "" if page.url in (".", "./") else page.url
    return path.removeprefix(prefix(current(config)))


def _alternate(locale: Locale, path: str, page_url: str, config: MkDocsConfig) -> Alternate:
    address = prefix(locale) + path
    return Alternate(locale, urljoin(_site_url(config), address), _relative(address, page_url))


def _relative(address: str, page_url: str) -> str:
    relative = get_relative_url(address or ".", page_url)
    return relative if relative.endswith("/") else f"{relative}/"
