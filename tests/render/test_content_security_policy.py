"""The policy of a page names the theme's inline scripts, and no others."""

from __future__ import annotations

import base64
import hashlib

import pytest

from macros import hooks
from macros.render.content_security_policy import (
    PLACE,
    inline_scripts,
    policy,
    protected,
    source_hash,
)
from macros.render.tokens import fill, token

PAGE = (
    f'<meta http-equiv="Content-Security-Policy" content="{PLACE}">'
    "<script>one() && '&amp;' < 2</script>"
    '<script type="module">import "./two.js"</script>'
    '<script type="application/json">{"not": "run"}</script>'
    '<script src="three.js"></script>'
    "<p>&lt;script>text()&lt;/script></p>"
)


def directives(value: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in value.split("; ")}


def test_the_scripts_a_browser_would_run_are_found() -> None:
    assert inline_scripts(PAGE) == ("one() && '&amp;' < 2", 'import "./two.js"')


def test_a_script_is_allowed_by_its_digest() -> None:
    digest = base64.b64encode(hashlib.sha256(b"one()").digest()).decode()
    assert directives(policy(["one()"]))["script-src"] == ["'self'", f"'sha256-{digest}'"]


def test_the_policy_is_in_its_place() -> None:
    page = protected(PAGE)
    assert PLACE not in page
    assert f'content="{policy(inline_scripts(PAGE))}"' in page


def test_everything_is_from_the_site_itself() -> None:
    for name, sources in directives(policy([])).items():
        extra = {"'self'", "'none'", *(["data:"] if name == "img-src" else [])}
        assert set(sources) <= extra, name


def test_only_a_live_reload_loosens_the_policy() -> None:
    assert "unsafe" not in policy(["one()"])
    # A hash beside it would switch 'unsafe-inline' off.
    assert directives(policy(["one()"], live_reload=True))["script-src"] == [
        "'self'",
        "'unsafe-inline'",
    ]


def test_a_script_from_the_data_gets_no_hash() -> None:
    page = PAGE + token("site_name")
    skeleton = hooks._protected(page)
    finished = fill(skeleton, lambda *_: "<script>evil()</script>")
    assert "<script>evil()</script>" in finished
    assert source_hash("evil()") not in finished
    assert source_hash('import "./two.js"') in finished


@pytest.mark.parametrize("page", ["<p>no place</p>", PAGE + PLACE])
def test_a_page_without_one_place_is_a_mistake(page: str) -> None:
    with pytest.raises(ValueError, match="once"):
        protected(page)
