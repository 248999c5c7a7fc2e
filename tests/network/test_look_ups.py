"""Look-ups at arXiv, Crossref and project pages on a local host."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from macros.catalogue.references import Reference, parse_reference
from macros.catalogue.value_types import Month
from macros.network.arxiv import look_up, newest
from macros.network.client import Client
from macros.network.crossref import look_up_doi
from macros.network.project_page import read_project_page
from macros.network.settings import USER_AGENT, LookUpFailed, Services
from tests.network.hosts import Answer, ArxivEntry, Hosts, Request, atom_error, atom_feed

ENTRIES = [
    ArxivEntry(f"2409.0000{number}", f"Talker {number}:\n  A Title & <More>", version=2)
    for number in range(5)
]
WORK: dict[str, Any] = {
    "title": ["EAMM: One-Shot Emotional Talking Face"],
    "subtitle": [],
    "author": [
        {"given": "Xinya", "family": "Ji", "sequence": "first"},
        {"name": "A Consortium", "sequence": "additional"},
    ],
    "container-title": ["Special Interest Group on Computer Graphics Conference Proceedings"],
    "event": {"name": "SIGGRAPH '22: Special Interest Group", "acronym": "SIGGRAPH '22"},
    "published": {"date-parts": [[2022, 7, 24]]},
    "issued": {"date-parts": [[2022, 7]]},
    "created": {"date-parts": [[2022, 7, 25]], "date-time": "2022-07-25T00:00:00Z"},
    "abstract": "<jats:p>We &amp; they.</jats:p>",
}


def client(hosts: Hosts, **settings: Any) -> Client:
    defaults = {"arxiv_delay": 0.0, "timeout": 20.0, "attempts": 2}
    merged = {**defaults, **settings}
    return Client(Services(f"{hosts.url}/api/query", f"{hosts.url}/works", **merged))


def test_a_paper_is_looked_up_by_its_identifier(hosts: Hosts) -> None:
    hosts.serve_arxiv(ENTRIES)
    [paper] = look_up(["2409.00003"], client(hosts))
    assert paper.title == "Talker 3: A Title & <More>"
    assert paper.arxiv == "2409.00003"
    assert paper.month == Month(2024, 9)
    assert paper.authors == ("Ada Example", "Bo Beispiel")
    assert paper.abstract == "We present a method."
    assert hosts.requests[0].headers["user-agent"] == USER_AGENT


def test_results_of_several_pages_come_one_after_another(hosts: Hosts) -> None:
    hosts.serve_arxiv(ENTRIES, page=2)
    found = newest(["talking head"], date(2024, 9, 1), date(2024, 9, 30), 50, client(hosts))
    assert [paper.arxiv for paper in found] == [entry.identifier for entry in ENTRIES]
    assert [request.query["start"] for request in hosts.requests] == ["0", "2", "4"]
    query = hosts.requests[0].query
    assert query["search_query"] == (
        '(all:"talking head") AND submittedDate:[202409010000 TO 202409302359]'
    )
    assert (query["sortBy"], query["sortOrder"]) == ("submittedDate", "descending")


def test_requests_to_arxiv_are_spaced(hosts: Hosts, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts.serve_arxiv(ENTRIES, page=2)
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    list(look_up([entry.identifier for entry in ENTRIES], client(hosts, arxiv_delay=1000.0)))
    assert len(waits) == 2
    assert all(500 < wait <= 1000 for wait in waits)


def test_a_limit_ends_the_paging(hosts: Hosts) -> None:
    hosts.serve_arxiv(ENTRIES, page=2)
    found = newest(["x"], date(2024, 9, 1), date(2024, 9, 30), 2, client(hosts))
    assert len(list(found)) == 2
    assert len(hosts.requests) == 1


def test_addresses_in_comment_and_abstract_are_proposed(hosts: Hosts) -> None:
    hosts.serve_arxiv(
        [
            ArxivEntry(
                "2409.00009",
                "Talker",
                summary="Our code is at https://github.com/a/talker.",
                comment="Project page: https://talker.github.io/demo/, 8 pages",
            )
        ]
    )
    [paper] = look_up(["2409.00009"], client(hosts))
    record = paper.record()
    assert record["code"] == "https://github.com/a/talker"
    assert record["project"] == "https://talker.github.io/demo/"
    assert record["publication"] == {"venue": "arXiv", "url": "https://arxiv.org/abs/2409.00009"}


def failure(ask: Callable[[], object]) -> str:
    with pytest.raises(LookUpFailed) as failed:
        ask()
    return str(failed.value)


def _limit(answer: Answer) -> float:
    """Wait long for an answer that will come, also on a busy machine."""
    return 1 if answer.delay else 20


def test_the_error_feed_is_reported(hosts: Hosts) -> None:
    hosts.serve_arxiv(ENTRIES)
    assert failure(lambda: list(look_up(["x.y"], client(hosts)))) == (
        "arXiv answered with HTTP 400"
    )
    error = Answer(200, atom_error("incorrect id format for x.y"))
    hosts.routes["/api/query"] = error
    assert failure(lambda: list(look_up(["2409.1"], client(hosts)))) == (
        "arXiv: incorrect id format for x.y"
    )


def test_an_unknown_identifier_gives_nothing(hosts: Hosts) -> None:
    hosts.serve_arxiv(ENTRIES)
    assert list(look_up(["2401.99999"], client(hosts))) == []


CUT_OFF = atom_feed([ENTRIES[0].atom()], 1, 0)[:-20]


@pytest.mark.parametrize("bad", [Answer(503), Answer(body=atom_feed([], 5, 0))])
def test_a_page_that_fails_once_is_asked_again(hosts: Hosts, bad: Answer) -> None:
    hosts.serve_arxiv(ENTRIES)
    route = hosts.routes["/api/query"]

    def fails_first(request: Request) -> Answer:
        assert callable(route)
        return bad if len(hosts.requests) == 1 else route(request)

    hosts.routes["/api/query"] = fails_first
    assert len(list(look_up(["2409.00001"], client(hosts)))) == 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(500), "arXiv answered with HTTP 500"),
        (Answer(delay=30), "arXiv did not answer within 1 s"),
        (Answer(body=b"<html>"), "arXiv's answer is not the feed it should be"),
        (Answer(body=CUT_OFF), "arXiv's answer is not the feed it should be"),
        (Answer(body=atom_feed(["<entry/>"], 1, 0)), "arXiv's answer is not the feed it should be"),
        (Answer(body=atom_feed([], 5, 0)), "arXiv sent an empty page of results"),
    ],
)
def test_faults_of_arxiv_are_reported(hosts: Hosts, answer: Answer, message: str) -> None:
    hosts.routes["/api/query"] = answer
    told = failure(lambda: list(look_up(["2409.00001"], client(hosts, timeout=_limit(answer)))))
    assert told.startswith(message)


def test_arxiv_out_of_reach() -> None:
    with Hosts() as gone:
        settings = client(gone, attempts=1)
    told = failure(lambda: list(look_up(["2409.00001"], settings)))
    assert told.startswith("arXiv cannot be reached at http://127.0.0.1:")


def test_a_doi_is_looked_up_at_crossref(hosts: Hosts) -> None:
    hosts.serve_crossref({"10.1145/3528233.3530745": WORK})
    paper = look_up_doi("10.1145/3528233.3530745", client(hosts))
    assert paper.title == "EAMM: One-Shot Emotional Talking Face"
    assert paper.authors == ("Xinya Ji", "A Consortium")
    assert paper.month == Month(2022, 7)
    assert paper.abstract == "We & they."
    assert paper.record()["publication"] == {
        "venue": "SIGGRAPH",
        "year": "2022",
        "url": "https://doi.org/10.1145/3528233.3530745",
    }
    assert hosts.requests[0].headers["user-agent"] == USER_AGENT


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (Answer(404, b"Resource not found."), "Crossref does not know the DOI 10.1/x"),
        (Answer(200, b"[]"), "Crossref does not know the DOI 10.1/x"),
        (Answer(200, b"{"), "127.0.0.1 did not send JSON"),
        (Answer(200, b'{"message": {}}'), "Crossref knows no title for the DOI 10.1/x"),
        (Answer(403), "127.0.0.1 answered with HTTP 403"),
        (Answer(503, headers={"Retry-After": "0"}), "127.0.0.1 answered with HTTP 503; try again"),
        (Answer(429, headers={"Retry-After": "9999"}), "127.0.0.1 answered with HTTP 429"),
        (Answer(delay=30), "127.0.0.1 did not answer within 1 s"),
        (Answer(302, headers={"Location": "/works/10.1/x"}), "redirects in circles"),
    ],
)
def test_faults_of_crossref_are_reported(hosts: Hosts, work: Answer, message: str) -> None:
    hosts.routes["/works/10.1/x"] = work
    told = failure(lambda: look_up_doi("10.1/x", client(hosts, timeout=_limit(work))))
    assert message in told


def test_a_work_without_a_month_is_refused(hosts: Hosts) -> None:
    hosts.serve_crossref({"10.1/x": {"title": ["T"], "issued": {"date-parts": [[2022]]}}})
    assert "no date" in failure(lambda: look_up_doi("10.1/x", client(hosts)))


def test_an_invalid_certificate_is_reported() -> None:
    with Hosts(tls=True) as hosts:
        told = failure(lambda: look_up_doi("10.1/x", client(hosts)))
    assert "127.0.0.1 cannot be reached" in told
    assert "certificate" in told.lower()


PAGE = """<!doctype html><html><head><meta charset="gbk"><title>说话人头
 Talker</title></head><body><a href="https://arxiv.org/abs/2409.00001">arXiv</a>
<a href="https://arxiv.org/pdf/2409.00001v2">PDF</a><a href="https://arxiv.org/abs/2301.00001">
Related</a><a href="https://doi.org/10.1145/1234.5678">DOI</a>
<a href="https://github.com/a/talker">Code</a></body></html>"""


def test_a_project_page_is_read_in_the_charset_it_declares(hosts: Hosts) -> None:
    hosts.routes["/talker"] = Answer(body=PAGE.encode("gbk"))
    page = read_project_page(f"{hosts.url}/talker", client(hosts))
    assert page.title == "说话人头 Talker"
    assert page.arxiv_ids.most_common(1) == [("2409.00001", 2)]
    assert page.dois == {"10.1145/1234.5678": 1}
    assert page.code == "https://github.com/a/talker"


def test_a_project_page_in_a_charset_that_does_not_exist(hosts: Hosts) -> None:
    headers = {"Content-Type": "text/html; charset=x-none"}
    hosts.routes["/talker"] = Answer(body=PAGE.encode("gbk"), headers=headers)
    page = read_project_page(f"{hosts.url}/talker", client(hosts))
    assert page.arxiv_ids["2409.00001"] == 2


def test_a_project_page_that_is_gone(hosts: Hosts) -> None:
    told = failure(lambda: read_project_page(f"{hosts.url}/gone", client(hosts)))
    assert told == f"{hosts.url}/gone answered with HTTP 404"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2407.03168", "arxiv", "2407.03168"),
        ("arXiv:2407.03168v2", "arxiv", "2407.03168"),
        ("https://arxiv.org/abs/2407.03168v1", "arxiv", "2407.03168"),
        ("https://arxiv.org/pdf/2407.03168?download=1", "arxiv", "2407.03168"),
        ("10.1145/3528233.3530745", "doi", "10.1145/3528233.3530745"),
        ("https://doi.org/10.1145/3528233.3530745", "doi", "10.1145/3528233.3530745"),
        (" https://talker.github.io/ ", "page", "https://talker.github.io/"),
    ],
)
def test_references(text: str, kind: str, value: str) -> None:
    assert parse_reference(text) == Reference(kind, value)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "liveportrait", "ftp://a.b", "2413.00001", "10.1/"])
def test_what_names_no_paper(text: str) -> None:
    with pytest.raises(ValueError, match="is not an arXiv identifier"):
        parse_reference(text)
