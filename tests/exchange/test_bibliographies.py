"""BibTeX, RIS and CSL-JSON as Zotero exports them."""

from typing import Any

import pytest

from macros.catalogue.loading import load
from macros.catalogue.model import Catalogue
from macros.exchange.bibliographies import read_bibliography
from macros.exchange.list_files import Format
from macros.exchange.merging import Merged, merge
from macros.exchange.sections import Sections
from tests.site.built import SEED

BIBTEX = r"""
@inproceedings{alpha2025,
  title = {{Talker}: Faces That Speak Without {REST}},
  author = {Alpha, Ad{\`e}le and Ben Beta},
  booktitle = {CVPR},
  year = 2025,
  month = jun,
  doi = {10.1109/CVPR.2025.00001},
  eprint = {2403.00001},
  archiveprefix = {arXiv},
  url = {https://openaccess.thecvf.com/content/CVPR2025/papers/a.pdf},
  keywords = {Lip Sync, faces},
}

@misc{gamma,
  title = {A Preprint Alone},
  author = {Gamma, Cora},
  howpublished = {arXiv preprint arXiv:2403.00002},
  year = {2024},
}

@article{broken, title = {Unfinished
"""

RIS = """\
TY  - CONF
TI  - Talker: Faces That Speak Without REST
AU  - Alpha, Adèle
AU  - Beta, Ben
T2  - CVPR
DA  - 2025/06/11/
PY  - 2025
DO  - 10.1109/CVPR.2025.00001
UR  - https://openaccess.thecvf.com/content/CVPR2025/papers/a.pdf
KW  - Lip Sync
ER  -

TY  - GEN
TI  - A Preprint Alone
AU  - Gamma, Cora
DA  - 2024/03/01/
UR  - http://arxiv.org/abs/2403.00002
ER  -
"""

CSL = """\
[
  {
    "type": "paper-conference",
    "title": "Talker: Faces That Speak Without REST",
    "author": [{"family": "Alpha", "given": "Adèle"}, {"family": "Beta", "given": "Ben"}],
    "container-title": "CVPR",
    "issued": {"date-parts": [[2025, 6, 11]]},
    "DOI": "10.1109/CVPR.2025.00001",
    "URL": "https://openaccess.thecvf.com/content/CVPR2025/papers/a.pdf",
    "keyword": "Lip Sync, faces"
  },
  {
    "type": "article",
    "title": "A Preprint Alone",
    "author": [{"literal": "Cora Gamma"}],
    "number": "arXiv:2403.00002",
    "issued": {"date-parts": [[2024]]},
    "URL": "http://arxiv.org/abs/2403.00002"
  }
]
"""

FORMATS: dict[Format, str] = {"BibTeX": BIBTEX, "RIS": RIS, "CSL-JSON": CSL}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(SEED).catalogue
    assert loaded is not None
    return loaded


def imported(catalogue: Catalogue, form: Format) -> Merged:
    given = {"Lip Sync": "3d-audio-driven"}
    sections = Sections.of(catalogue.categories, given, fallback="2d-audio-driven")
    reading = read_bibliography(FORMATS[form], "library", form, sections)
    return merge(reading.papers, [], catalogue, reading.report)


@pytest.mark.parametrize("form", FORMATS)
def test_a_collection_becomes_papers(catalogue: Catalogue, form: Format) -> None:
    published, preprint = imported(catalogue, form).papers
    assert published.title == "Talker: Faces That Speak Without REST"
    assert published.authors == ("Adèle Alpha", "Ben Beta")
    assert published.categories == ("3d-audio-driven",)
    assert published.doi == "10.1109/CVPR.2025.00001"
    assert published.publication is not None
    assert published.publication.label == "CVPR 2025"
    assert published.publication.url == (
        "https://openaccess.thecvf.com/content/CVPR2025/papers/a.pdf"
    )
    assert preprint.title == "A Preprint Alone"
    assert preprint.authors == ("Cora Gamma",)
    assert (preprint.arxiv, str(preprint.date)) == ("2403.00002", "2024-03")
    assert preprint.categories == ("2d-audio-driven",)
    assert preprint.publication is not None
    assert preprint.publication.is_preprint


def test_the_preprint_dates_a_paper_of_a_conference(catalogue: Catalogue) -> None:
    dates: dict[str, Any] = {}
    for form in FORMATS:
        dates[form] = str(next(iter(imported(catalogue, form).papers)).date)
    assert dates == {"BibTeX": "2024-03", "RIS": "2025-06", "CSL-JSON": "2025-06"}


def test_what_a_library_cannot_read_is_refused(catalogue: Catalogue) -> None:
    merged = imported(catalogue, "BibTeX")
    assert merged.report.refused == {"import_unread_entry": 1}
    assert (merged.found, merged.new) == (3, 2)
