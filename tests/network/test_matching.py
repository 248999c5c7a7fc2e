"""Matching of two descriptions of a work."""

from datetime import date

import pytest

from macros.catalogue.fetched_paper import FetchedPaper
from macros.catalogue.model import Venue
from macros.network.matching import (
    accepting_venue,
    authors_overlap,
    known_venue,
    same_authors,
    same_person,
    same_venue,
    same_work,
)

VENUES = (
    Venue(
        id="ACM MM",
        name="Proceedings of the ACM International Conference on Multimedia",
        kind="conference",
        aliases=("ACMMM", "MM"),
    ),
    Venue(
        id="CVPR",
        name="Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition",
        kind="conference",
    ),
    Venue(
        id="CVPRW",
        name="Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition "
        "Workshops",
        kind="conference",
    ),
    Venue(id="ECCV", name="European Conference on Computer Vision", kind="conference"),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("K R Prajwal", "Prajwal, K. R."),
        ("C.V. Jawahar", "C. V. Jawahar"),
        ("Vinay P. Namboodiri", "Vinay Namboodiri"),
        ("S. Lathuiliere", "Stéphane Lathuilière"),
        ("Ming-Yu Liu", "Mingyu Liu"),
        ("Wang Xin", "Xin Wang"),
        ("Łukasz Nowak", "Łukasz  Nowak"),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Wei Wang", "Wen Wang"), ("Xin Liu", "Xin Wang"), ("", "Xin Wang"), ("A. Li", "Bo Li")],
)
def test_different_people(one: str, other: str) -> None:
    assert not same_person(one, other)


def test_half_of_the_shorter_list_must_be_shared() -> None:
    ours = ["Xin Wang", "Ada Lovelace", "Bo Li", "Cy Twombly"]
    assert authors_overlap(ours, ["X. Wang", "A. Lovelace"])
    assert authors_overlap(ours, ["Xin Wang", "et al."])
    assert not authors_overlap(ours, ["Xin Wang", "Dan Brown", "Eve Arden"])
    assert not authors_overlap(ours, [])
    assert not authors_overlap([], [])
    assert same_authors(["A. Li", "Bo Xu"], ["Ada Li", "B. Xu"])
    assert not same_authors(["A. Li", "Bo Xu"], ["Bo Xu", "A. Li"])


def test_a_title_matches_only_with_its_authors() -> None:
    found = FetchedPaper("Neural Talking Heads!", date(2024, 1, 1), ("Xin Wang",))
    assert same_work(["Another", "Neural Talking Heads"], ["X. Wang"], found)
    assert not same_work(["Neural Talking Heads"], ["Bo Li"], found)
    assert not same_work(["Neural Talking Heads"], [], found)
    assert not same_work(["Neural Talking Heads 2"], ["X. Wang"], found)


@pytest.mark.parametrize(
    ("name", "venue"),
    [
        ("MM", "ACM MM"),
        ("Proceedings of the 28th ACM International Conference on Multimedia", "ACM MM"),
        ("2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
        ("Computer Vision – ECCV 2024", "ECCV"),
        ("Computer Vision – ECCV 2024 Workshops", None),
        ("IEEE International Conference on Multimedia and Expo", None),
        ("Lecture Notes in Computer Science", None),
    ],
)
def test_venues_by_the_names_services_give_them(name: str, venue: str | None) -> None:
    found = known_venue([name], VENUES)
    assert (found.id if found else None) == venue


def test_a_venue_agrees_with_any_of_its_names() -> None:
    names = ["MM", "MM '20: The 28th ACM International Conference on Multimedia"]
    assert same_venue(["ACM MM"], names)
    assert not same_venue(["CVPR"], names)
    assert not same_venue([""], names)


@pytest.mark.parametrize(
    "remark",
    [
        "Accepted to CVPR 2024",
        "accepted by CVPR'24",
        "CVPR 2024 (Oral). Project page: https://a.github.io/",
        "8 pages, to appear at the CVPR, 2024",
        "Published in CVPR 2024",
    ],
)
def test_acceptance_in_the_authors_words(remark: str) -> None:
    accepted = accepting_venue(remark, VENUES)
    assert accepted is not None
    assert (accepted[0].id, accepted[1]) == ("CVPR", 2024)


@pytest.mark.parametrize(
    "remark",
    [
        "",
        "Submitted to CVPR 2024",
        "CVPR 2024 Workshop on Faces",
        "Extended version of our CVPR 2024 paper",
        "A journal extension; code follows CVPR 2024",
        "CVPR",
        "Accepted to ICML 2024",
        "Under review, CVPR 2024",
    ],
)
def test_remarks_that_state_no_acceptance(remark: str) -> None:
    assert accepting_venue(remark, VENUES) is None
