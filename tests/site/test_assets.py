"""The addresses of the site's own scripts and style sheets change with their content."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from lxml import html

from macros.shell.assets import UNUSED_CLASSES, hashed_folder, joined_styles, published
from tests.site.built import PROJECT

# Files that browsers may cache indefinitely (docs/deploying/nginx.conf says the same).
IMMUTABLE = re.compile(r"(^|/)assets-[0-9a-f]{8}/|\.[0-9a-f]{8}\.min\.(css|js)$")


def test_every_script_and_style_sheet_carries_a_hash(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        tree = html.parse(str(file)).getroot()
        addresses = tree.xpath("//script/@src | //link[@rel='stylesheet']/@href")
        assert addresses, file
        assert [address for address in addresses if not IMMUTABLE.search(address)] == [], file


def test_own_files_are_published_in_one_folder(built_site: Path) -> None:
    folder = hashed_folder(PROJECT / "overrides")
    assert [found.name for found in built_site.glob("assets-*")] == [folder]
    own = {
        file.relative_to(PROJECT / "overrides" / "assets").as_posix()
        for kind in ("javascripts", "stylesheets")
        for file in (PROJECT / "overrides" / "assets" / kind).rglob("*")
        if file.suffix in (".js", ".css")
    }
    assert len(own) > 3
    there = {
        file.relative_to(built_site / folder).as_posix()
        for file in (built_site / folder).rglob("*")
    }
    assert own - there == set()


def test_the_folder_is_named_after_the_content(tmp_path: Path) -> None:
    copy = tmp_path / "overrides"
    shutil.copytree(PROJECT / "overrides" / "assets", copy / "assets")
    first = hashed_folder(copy)
    assert first == hashed_folder(PROJECT / "overrides")
    script = copy / "assets" / "javascripts" / "language.js"
    script.write_text(script.read_text("utf-8") + "\n", "utf-8")
    changed = hashed_folder(copy)
    script.rename(script.with_name("languages.js"))
    assert len({first, changed, hashed_folder(copy)}) == 3


def test_only_scripts_and_style_sheets_move() -> None:
    assert published("assets/javascripts/a/b.js", "assets-1") == "assets-1/javascripts/a/b.js"
    assert published("assets/images/favicon.svg", "assets-1") == "assets/images/favicon.svg"


def test_the_search_of_the_theme_is_left_out(built_site: Path) -> None:
    assert [*built_site.rglob("*lunr*"), *built_site.rglob("*workers*")] == []


def test_templates_and_their_parts_are_not_published(built_site: Path) -> None:
    assert [name for name in ("fragments", "partials") if (built_site / name).exists()] == []


def test_a_page_waits_for_one_style_sheet_and_no_script(built_site: Path) -> None:
    tree = html.parse(str(built_site / "zh" / "papers" / "index.html")).getroot()
    (address,) = tree.xpath("//link[@rel='stylesheet']/@href")
    joined = (built_site / address.removeprefix("../../")).read_text("utf-8")
    settings = (PROJECT / "mkdocs.yml").read_text("utf-8")
    sources = re.findall(r"^  - (assets/stylesheets/\S+\.css)$", settings, re.MULTILINE)
    assert len(sources) > 3
    texts = ((PROJECT / "overrides" / at).read_text("utf-8") for at in sources)
    own = [joined.index(re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL)) for text in texts]
    theme = [joined.index(rule) for rule in (".md-header{", "[data-md-color-scheme=slate]{")]
    assert [*theme, *own] == sorted([*theme, *own])
    scripts = tree.xpath("//script[@src]")
    assert {script.get("type") == "module" or "defer" in script.attrib for script in scripts} == {
        True
    }
    assert "/bundle." in scripts[0].get("src")


def test_rules_for_what_no_page_has_are_left_out(tmp_path: Path, built_site: Path) -> None:
    (tmp_path / "theme.css").write_text(
        "/* a */ .tabbed-set>a:is(b,i),p:not(.md-tooltip,.x),h1{color:red}"
        "@media print{.md-search{color:red}.own{color:red}}@keyframes f{to{opacity:0}}"
    )
    styles = joined_styles(["theme.css"], [str(tmp_path)], "assets")
    assert styles.content.decode() == (
        "p:not(.md-tooltip,.x),h1{color:red}"
        "@media print{.own{color:red}}@keyframes f{to{opacity:0}}"
    )
    for file in built_site.rglob("*.html"):
        classes = html.parse(str(file)).getroot().xpath("//@class")
        named = {name for value in classes for name in value.split()}
        assert [name for name in named if name.startswith(UNUSED_CLASSES)] == [], file
