"""The form that suggests a paper offers the categories of the catalogue.

``python -m macros.publishing.issue_form FILE`` writes the titles of all categories, in both
languages, as the options of the form's field ``category``, and keeps the last option, for those
who are not sure. The format: https://docs.github.com/en/communities/using-templates-to-encourage-
useful-issues-and-pull-requests/syntax-for-issue-forms.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from macros.catalogue.data_folder import data_folder
from macros.catalogue.loading import load
from macros.catalogue.model import Category
from macros.catalogue.yaml_writer import scalar
from macros.editing.files import write_whole

PROJECT: Final = Path(__file__).parents[2]
OPTIONS: Final = re.compile(
    r"^    id: category\n(?:    .*\n)*?      options:\n(?P<options>(?:        - .*\n)+)",
    re.MULTILINE,
)


def with_categories(form: str, categories: Iterable[Category]) -> str:
    """Return the form with the categories as options.

    Raises ValueError where the form has no field ``category`` with options.
    """
    if not (found := OPTIONS.search(form)):
        raise ValueError("no field `category` with options")
    titles = (f"{category.title['en']} · {category.title['zh']}" for category in categories)
    last = found["options"].splitlines(keepends=True)[-1]
    options = "".join(f"        - {scalar(title)}\n" for title in titles) + last
    return form[: found.start("options")] + options + form[found.end("options") :]


def main(arguments: list[str]) -> int:
    """Renew the form named in ``arguments``; return the exit code."""
    file = Path(arguments[0])
    loaded = load(data_folder(PROJECT))
    if loaded.catalogue is None:
        sys.stderr.write("".join(f"{problem}\n" for problem in loaded.problems))
        return 1
    try:
        form = with_categories(file.read_text(encoding="utf-8"), loaded.catalogue.categories)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{file}: {error}\n")
        return 1
    write_whole(file, form)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
