"""The moves of triage: what is not in the table cannot happen."""

from pathlib import Path

import pytest

from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack
from portal.referrals.content import TriageWords, load
from portal.referrals.rules.triage import (
    OPEN,
    Effect,
    Move,
    MoveNotAllowedError,
    Outcome,
    ReasonMissingError,
    Status,
    decide,
    moves_from,
    status_after,
)
from portal.settings import PROJECT

_PLACE = Outcome("place", Effect.ACCEPTED)
EVERYTHING = [(status, move) for status in Status for move in Move]


@pytest.mark.parametrize(("status", "move"), EVERYTHING)
def test_a_move_is_made_only_where_it_is_allowed(status: Status, move: Move) -> None:
    if move is not Move.DECIDE and move in moves_from(status):
        assert status_after(status, move) in OPEN
    else:
        with pytest.raises(MoveNotAllowedError):
            status_after(status, move)


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.CLOSED])
def test_what_is_decided_stays_decided(status: Status) -> None:
    assert moves_from(status) == frozenset()
    with pytest.raises(MoveNotAllowedError):
        decide(status, _PLACE, has_reason=True)


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("needs_reason", [True, False])
def test_a_family_that_gets_no_break_hears_why(effect: Effect, needs_reason: bool) -> None:
    outcome = Outcome("x", effect, needs_reason)
    if needs_reason:
        with pytest.raises(ReasonMissingError):
            decide(Status.IN_TRIAGE, outcome, has_reason=False)
    assert decide(Status.IN_TRIAGE, outcome, has_reason=True).status is not Status.IN_TRIAGE


def test_what_is_passed_on_is_the_only_outcome_that_no_message_tells(pack: ContentPack) -> None:
    silent = [
        one.code
        for one in pack.of(TriageWords).outcomes
        if not decide(Status.SUBMITTED, one.outcome, has_reason=True).tells_family
    ]
    assert silent == ["safeguarding_passed_on"]


def test_a_waiting_list_is_no_end() -> None:
    decided = decide(Status.IN_TRIAGE, Outcome("full", Effect.WAITING_LIST), has_reason=True)
    assert decided.status is Status.WAITING_LIST
    assert Move.DECIDE in moves_from(Status.WAITING_LIST)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("effect: accepted", "effect: waiting_list", "none has the effect accepted"),
        ("code: tier2_allowance", "code: tier2_place", "more than once"),
        ("effect: passed_on", "effect: closed", "a family is told of every outcome"),
        ("effect: waiting_list", "effect: maybe", "effect"),
    ],
)
def test_triage_without_its_words_is_refused(old: str, new: str, fault: str, tmp_path: Path) -> None:
    text = (PROJECT / "content" / "triage.yaml").read_text()
    (tmp_path / "triage.yaml").write_text(text.replace(old, new, 3 if "accepted" in old else 1))
    with pytest.raises(ContentError, match=fault):
        load(tmp_path)
