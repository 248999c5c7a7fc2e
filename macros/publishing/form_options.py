"""The form "Suggest a paper" with the categories and labels of the catalogue as options.

``python -m macros.publishing.form_options FILE`` writes them, in both languages, into the form's
fields ``category`` and ``labels``. The last option of ``category``, for those who are not sure,
stays. The format: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-
and-pull-requests/syntax-for-issue-forms.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from macros.catalogue.data_folder import data_folder
from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.catalogue.yaml_writer import scalar
from macros.editing.files import write_whole
from macros.proposals.issue_form import option

PROJECT: Final = Path(__file__).parents[2]


def with_options(form: str, catalogue: Catalogue) -> str:
    """Return the form with the categories and labels as options.

    Raises ValueError if one of the two fields is missing or has no options.
    """
    categories = (option(category.title) for category in catalogue.categories)
    labels = (option(label.name) for label in catalogue.labels)
    form = _with_options(form, "category", categories, kept=1)
    return _with_options(form, "labels", labels)


def _with_options(form: str, field: str, options: Iterable[str], kept: int = 0) -> str:
    pattern = rf"^    id: {field}\n(?:    .*\n)*?      options:\n((?:        - .*\n)+)"
    if not (found := re.search(pattern, form, re.MULTILINE)):
        raise ValueError(f"no field `{field}` with options")
    lines = [f"        - {scalar(written)}\n" for written in options]
    # A field without options is not valid: one that would have none keeps those it has.
    before = found[1].splitlines(keepends=True)
    lines += before[len(before) - kept :] if lines else before
    return form[: found.start(1)] + "".join(lines) + form[found.end(1) :]


def main(arguments: list[str]) -> int:
    """Update the form named in ``arguments``; return the exit code."""
    file = Path(arguments[0])
    loaded = load(data_folder(PROJECT))
    if loaded.catalogue is None:
        sys.stderr.write("".join(f"{problem}\n" for problem in loaded.problems))
        return 1
    try:
        form = with_options(file.read_text(encoding="utf-8"), loaded.catalogue)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{file}: {error}\n")
        return 1
    write_whole(file, form)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
