"""The API: valid against its schemas, complete, and in both languages."""

from __future__ import annotations

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator

from macros.catalogue.model import Catalogue
from macros.exports import api
from macros.exports.llms import llms_txt
from macros.exports.table import csv_table
from macros.translations import LOCALES, Locale
from tests.exports.published import ROOTS, with_facts


def documents(catalogue: Catalogue) -> dict[str, bytes]:
    return dict(api.documents(catalogue, ROOTS))


def test_every_document_of_the_index_is_there(seed_catalogue: Catalogue) -> None:
    found = documents(with_facts(seed_catalogue))
    index = json.loads(found["index.json"])
    root = "https://example.org/list/api/v1/"
    named = [entry["url"].removeprefix(root) for entry in index["documents"]]
    named += [
        entry["schema"].removeprefix(root) for entry in index["documents"] if "schema" in entry
    ]
    assert sorted(named) == sorted(found)
    assert index["counts"]["papers"] == len(json.loads(found["papers.json"]))
    assert index["updated"] == "2026-05-04"


def test_every_document_is_valid_against_its_schema(seed_catalogue: Catalogue) -> None:
    found = documents(with_facts(seed_catalogue))
    checked = 0
    for name, content in found.items():
        if f"schema/{name}" in found:
            schema = json.loads(found[f"schema/{name}"])
            assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
            Draft202012Validator.check_schema(schema)
            Draft202012Validator(schema).validate(json.loads(content))
            checked += 1
    assert checked == 6


def test_a_schema_refuses_what_the_api_does_not_promise(seed_catalogue: Catalogue) -> None:
    found = documents(with_facts(seed_catalogue))
    validator = Draft202012Validator(json.loads(found["schema/papers.json"]))
    paper = json.loads(found["papers.json"])[0]
    assert not validator.is_valid([paper | {"authors": "Ada Lovelace"}])
    assert not validator.is_valid([{key: value for key, value in paper.items() if key != "id"}])
    assert validator.is_valid([paper | {"a_later_key": 1}])


def test_every_key_is_described(seed_catalogue: Catalogue) -> None:
    schema = json.loads(documents(seed_catalogue)["schema/papers.json"])
    properties = schema["$defs"]["ApiPaper"]["properties"]
    undescribed = [
        key
        for key, value in properties.items()
        if "description" not in value and "$ref" not in value
    ]
    assert undescribed == []


def test_a_paper_says_all_that_is_known_and_nothing_else(seed_catalogue: Catalogue) -> None:
    catalogue = with_facts(seed_catalogue)
    known, _, _, bare, *_ = json.loads(documents(catalogue)["papers.json"])
    assert known["authors"] == ["Ada Lovelace", "王小明"]
    assert known["summary"]["zh"] == "驱动 <嘴唇> 与眼睛。"
    assert known["openness"]["weights"] is True
    assert known["added"] == "2026-05-04"
    assert known["url"]["zh"] == f"https://example.org/list/zh/papers/#{known['id']}"
    assert bare["authors"] == []
    assert {"summary", "openness", "added"}.isdisjoint(bare)


def test_the_table_has_one_row_a_paper(seed_catalogue: Catalogue) -> None:
    catalogue = with_facts(seed_catalogue)
    content = csv_table(catalogue, ROOTS)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [paper.id for paper in catalogue.papers]
    assert rows[0]["authors"] == "Ada Lovelace; 王小明"
    assert (rows[0]["weights"], rows[3]["weights"]) == ("true", "")


def test_no_cell_of_the_table_is_run_as_a_formula(seed_catalogue: Catalogue) -> None:
    paper = seed_catalogue.papers[0].model_copy(update={"title": "=HYPERLINK(A1)"})
    catalogue = seed_catalogue.model_copy(update={"papers": (paper,)})
    assert b",'=HYPERLINK(A1)," in csv_table(catalogue, ROOTS)


@pytest.mark.parametrize("locale", LOCALES)
def test_llms_txt_names_every_page_document_and_paper(
    seed_catalogue: Catalogue, locale: Locale
) -> None:
    content = llms_txt(seed_catalogue, locale, ROOTS[locale], api.DOCUMENTS, ROOTS["en"])
    assert content.startswith(f"# {seed_catalogue.site.name[locale]}\n\n> ")
    for category in seed_catalogue.categories:
        assert f"({ROOTS[locale]}{category.id}/)" in content
    for paper in seed_catalogue.papers:
        assert f"({ROOTS[locale]}papers/#{paper.id})" in content
    for document in api.DOCUMENTS:
        assert f"({document.url(ROOTS['en'])})" in content
