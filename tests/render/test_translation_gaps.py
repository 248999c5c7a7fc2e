"""The texts that a language lacks, and where they are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from macros.catalogue.loading import load
from macros.render.contributions import line_address
from macros.render.fragments import FragmentRenderer
from macros.render.translation_gaps import TranslationGap, translation_gaps
from macros.translations import LOCALES, Locale, text
from tests.site.built import SEED

SUMMARIES = {
    "loopy": "summary:\n  en: Only English.\n",
    "vasa-1": "summary:\n  zh: 只有中文。\n",
    "svp": "summary:\n  en: Changed.\n  zh: 旧译文。\n  translates: 00000000\n",
}


def test_each_gap_has_its_language_and_its_line(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(SEED, data)
    lines = {}
    for paper, summary in SUMMARIES.items():
        (file,) = data.glob(f"papers/*/{paper}.yml")
        entry = re.sub(r"(?m)^summary:\n(  .*\n)+", "", file.read_text("utf-8"))
        lines[paper] = entry.count("\n") + 1 + (3 if paper == "svp" else 0)
        file.write_text(entry + summary, encoding="utf-8")
    loaded = load(data)
    assert loaded.catalogue is not None, loaded.problems
    gaps = tuple(translation_gaps(loaded.problems, data.as_posix()))
    expected: dict[str, tuple[Locale, str]] = {
        "loopy": ("zh", "missing"),
        "vasa-1": ("en", "missing"),
        "svp": ("zh", "stale"),
    }
    for paper, (locale, state) in expected.items():
        found = [gap for gap in gaps if gap.path == f"papers/2024/{paper}.yml"]
        assert [(gap.locale, gap.state) for gap in found] == [(locale, state)], paper
        assert found[0].line == lines[paper]

    for page_locale in LOCALES:
        roots: dict[Locale, str] = dict.fromkeys(LOCALES, "../")
        html = FragmentRenderer(loaded.catalogue, page_locale, {}, roots, "", gaps)(
            "translation_gaps"
        )
        for gap in gaps:
            address = line_address(loaded.catalogue.site, f"data/{gap.path}", gap.line)
            assert f'href="{address}"' in html
        assert text("translations.counted", page_locale, missing=1, stale=0) in html


def test_a_complete_catalogue_says_so() -> None:
    loaded = load(SEED)
    assert loaded.catalogue is not None
    roots: dict[Locale, str] = dict.fromkeys(LOCALES, "../")
    html = FragmentRenderer(loaded.catalogue, "en", {}, roots, "")("translation_gaps")
    assert html.count(text("translations.complete", "en")) == len(LOCALES)
    many = (TranslationGap("zh", "missing", "papers/2024/a.yml", 1, "summary"),) * 31
    html = FragmentRenderer(loaded.catalogue, "en", {}, roots, "", many)("translation_gaps")
    assert text("translations.more", "en", count=1) in html
