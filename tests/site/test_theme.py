"""What MkDocs copies from the theme is what it would copy anyway."""

from __future__ import annotations

from mkdocs.config import load_config
from mkdocs.structure.files import Files

from macros.shell.theme import skip_icons
from tests.site.built import PROJECT


def test_the_same_files_are_copied_and_hidden_templates_still_found() -> None:
    config = load_config(str(PROJECT / "mkdocs.yml"), hooks=[], plugins=[])
    copied, names = [], []
    for _ in range(2):
        environment = config.theme.get_env()
        files = Files([])
        files.add_files_from_theme(environment, config)
        copied.append([(file.src_uri, file.abs_src_path) for file in files])
        names.append(environment.list_templates())
        for _ in ("en", "zh"):
            skip_icons(config.theme)
    assert copied[0] == copied[1] != []
    assert set(names[0]) - set(names[1]) == {name for name in names[0] if "/." in f"/{name}"}
    assert set(names[1]) < set(names[0])
    assert "<svg" in environment.get_template(".icons/material/magnify.svg").render()
