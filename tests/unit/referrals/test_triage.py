"""The moves of triage: what is not in the table cannot happen."""

import pytest

from portal.referrals.rules.triage import (
    OPEN,
    Move,
    MoveNotAllowedError,
    Outcome,
    ReasonMissingError,
    Status,
    decide,
    moves_from,
    needs_reason,
    status_after,
)

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
        decide(status, Outcome.TIER2_PLACE, has_reason=True)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_family_that_gets_no_break_hears_why(outcome: Outcome) -> None:
    if needs_reason(outcome):
        with pytest.raises(ReasonMissingError):
            decide(Status.IN_TRIAGE, outcome, has_reason=False)
    assert decide(Status.IN_TRIAGE, outcome, has_reason=True).status is not Status.IN_TRIAGE


def test_safeguarding_is_the_only_outcome_that_no_message_tells() -> None:
    silent = [one for one in Outcome if not decide(Status.SUBMITTED, one, has_reason=True).tells_family]
    assert silent == [Outcome.SAFEGUARDING_PASSED_ON]


def test_a_waiting_list_is_no_end() -> None:
    decided = decide(Status.IN_TRIAGE, Outcome.ALTERNATIVE_OFFERED_NO_CAPACITY, has_reason=True)
    assert decided.status is Status.WAITING_LIST
    assert Move.DECIDE in moves_from(Status.WAITING_LIST)
