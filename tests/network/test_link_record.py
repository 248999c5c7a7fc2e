"""The record of failing links: two failures days apart, and what is in between."""

from datetime import date, timedelta

from macros.catalogue.model import DAYS_BEFORE_DEAD, FailingLink, LinkCheck
from macros.network.link_record import recorded
from macros.network.verdicts import Verdict

URL = "https://gone.example/"
FINE = "https://fine.example/"
DEAD, UNSURE, OK = (Verdict(state) for state in ("dead", "unsure", "ok"))
MONDAY = date(2026, 3, 2)
WEEK = timedelta(days=7)


def after(*verdicts: Verdict, days: timedelta = WEEK) -> LinkCheck:
    """Return the record after checks with these verdicts on a link, so far apart."""
    check = LinkCheck()
    for number, verdict in enumerate(verdicts):
        check = recorded(check, {URL: verdict, FINE: OK}, MONDAY + number * days)
    return check


def test_a_link_is_dead_after_two_failures_days_apart() -> None:
    assert after(DEAD).failing == (FailingLink(url=URL, first=MONDAY, last=MONDAY),)
    assert after(DEAD).dead == {}
    assert after(DEAD, DEAD, days=DAYS_BEFORE_DEAD - timedelta(days=1)).dead == {}
    link = FailingLink(url=URL, first=MONDAY, last=MONDAY + DAYS_BEFORE_DEAD)
    assert after(DEAD, DEAD, days=DAYS_BEFORE_DEAD).dead == {URL: link}


def test_a_link_that_works_again_begins_anew() -> None:
    assert after(DEAD, DEAD, OK).failing == ()
    assert after(DEAD, OK, DEAD).dead == {}


def test_an_unsure_answer_neither_kills_nor_heals() -> None:
    assert after(UNSURE).failing == ()
    assert after(DEAD, UNSURE).dead == {}
    assert after(DEAD, DEAD, UNSURE).dead == after(DEAD, DEAD).dead
    assert after(DEAD, UNSURE, DEAD).dead.keys() == {URL}


def test_a_check_without_any_answer_is_none() -> None:
    before = after(DEAD)
    assert recorded(before, {URL: UNSURE, FINE: UNSURE}, MONDAY + WEEK) is before
    assert recorded(before, {}, MONDAY + WEEK) is before


def test_a_link_that_left_the_list_leaves_the_record() -> None:
    assert recorded(after(DEAD), {FINE: OK}, MONDAY + WEEK).failing == ()
