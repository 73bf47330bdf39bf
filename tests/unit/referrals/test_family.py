"""What a family reads of its request and what it can do."""

from dataclasses import replace
from datetime import date

import pytest

from portal.referrals.rules.family import (
    FamilyDecision,
    FamilyOffer,
    FamilyQuestion,
    FamilyView,
    FamilyWait,
    ReplyKind,
    masked,
    replies_allowed,
)
from portal.referrals.rules.offers import Answer, OfferWords
from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import ENDED, Status

DAY = date(2026, 11, 26)
OFFER = FamilyOffer(3, OfferWords("Swimming", "The pool", "Saturdays", "Bring a towel"), DAY, None)
QUESTION = FamilyQuestion(7, "What helps her to settle?", DAY, "", None)
VIEW = FamilyView(
    reference="SB-7K3M-92QX-4HTD",
    kind=Kind.REQUEST,
    status=Status.SUBMITTED,
    received_on=DAY,
    since=DAY,
    next_by=DAY,
    first_name="Zoë",
    reached_at=("z…@example.org",),
    is_written_to=True,
)


def test_a_view_comes_back_as_it_was_written() -> None:
    whole = replace(
        VIEW,
        status=Status.PLACE_OFFERED,
        questions=(QUESTION, FamilyQuestion(8, "", DAY, "We moved", DAY)),
        offers=(OFFER, replace(OFFER, id=4, answer=Answer.DECLINED)),
        wait=FamilyWait("moving_forward", None, DAY),
        decision=FamilyDecision("tier2_place", DAY, "places_full", ("assessment",), ("a-club",), "Dear Anna"),
    )
    assert FamilyView.from_bytes(whole.as_bytes()) == whole
    assert FamilyView.from_bytes(VIEW.as_bytes()) == VIEW
    assert whole.open_questions == (QUESTION,)
    assert whole.open_offer == OFFER


@pytest.mark.parametrize("status", list(Status))
def test_an_answer_needs_a_question_and_a_yes_an_offer(status: Status) -> None:
    plain = replies_allowed(replace(VIEW, status=status))
    assert not plain & {ReplyKind.ANSWER, ReplyKind.ACCEPT_PLACE, ReplyKind.DECLINE_PLACE}
    asked = replies_allowed(replace(VIEW, status=status, questions=(QUESTION,), offers=(OFFER,)))
    assert (ReplyKind.ANSWER in asked) == (status not in ENDED)
    assert (ReplyKind.ACCEPT_PLACE in asked) == (status is Status.PLACE_OFFERED)


def test_what_goes_on_can_be_taken_back_and_what_ended_looked_at_again() -> None:
    for status in Status:
        can = replies_allowed(replace(VIEW, status=status))
        assert (ReplyKind.WITHDRAW in can) == (status not in ENDED)
        assert (ReplyKind.LOOK_AGAIN in can) == (status in ENDED)


@pytest.mark.parametrize(
    ("address", "shown"),
    [("anna@example.org", "a…@example.org"), ("07700 900982", "… 982"), ("@", "…@")],
)
def test_an_address_is_shown_in_part(address: str, shown: str) -> None:
    assert masked(address) == shown
