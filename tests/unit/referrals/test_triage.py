"""The moves of triage: what is not in the table cannot happen."""

from pathlib import Path

import pytest

from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack
from portal.referrals.content import TriageWords, load
from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import (
    DECISIONS,
    ENDED,
    OPEN,
    TABLE,
    DecisionIncompleteError,
    Effect,
    Lack,
    Move,
    MoveNotAllowedError,
    Outcome,
    Status,
    decide,
    moves_from,
    status_after,
)
from portal.settings import PROJECT

_PLACE = Outcome("place", Effect.ACCEPTED)
_NO = Outcome("no", Effect.CLOSED, is_no=True)
EVERYTHING = [(kind, status, move) for kind in Kind for status in Status for move in Move]


@pytest.mark.parametrize(("kind", "status", "move"), EVERYTHING)
def test_a_move_is_made_only_where_it_is_allowed(kind: Kind, status: Status, move: Move) -> None:
    if move in moves_from(status, kind):
        assert status_after(status, move, kind) in Status
    else:
        with pytest.raises(MoveNotAllowedError):
            status_after(status, move, kind)


@pytest.mark.parametrize("status", ENDED)
def test_what_has_ended_can_only_be_looked_at_again(status: Status) -> None:
    assert moves_from(status) == {Move.LOOK_AGAIN, Move.PASS_ON}
    with pytest.raises(MoveNotAllowedError):
        decide(status, _PLACE, has_reason=True, has_alternative=True, has_list=True)
    assert status_after(status, Move.LOOK_AGAIN) is Status.IN_TRIAGE


@pytest.mark.parametrize("kind", Kind)
def test_a_family_can_take_back_what_has_not_ended(kind: Kind) -> None:
    for status in TABLE[kind]:
        assert (Move.WITHDRAW in moves_from(status, kind)) == (status in OPEN), status


@pytest.mark.parametrize("kind", Kind)
def test_every_request_can_come_to_an_end_and_none_is_lost(kind: Kind) -> None:
    table = TABLE[kind]
    for start in table:
        reached, grown = {start}, True
        while grown:
            after = {end for status in reached for end in table[status].values()}
            grown = not after <= reached
            reached |= after
        assert reached & set(ENDED)
        assert reached <= set(table), "a move leads to where nothing can be done"


@pytest.mark.parametrize("kind", Kind)
def test_a_worry_is_passed_on_from_everywhere_and_moves_nothing(kind: Kind) -> None:
    for status in TABLE[kind]:
        assert status_after(status, Move.PASS_ON, kind) is status


@pytest.mark.parametrize("has_reason", [True, False])
@pytest.mark.parametrize("has_alternative", [True, False])
def test_a_no_needs_a_reason_and_something_else(has_reason: bool, has_alternative: bool) -> None:
    def attempt() -> Status:
        return decide(
            Status.IN_TRIAGE, _NO, has_reason=has_reason, has_alternative=has_alternative, has_list=False
        ).status

    if has_reason and has_alternative:
        assert attempt() is Status.CLOSED
        return
    with pytest.raises(DecisionIncompleteError) as caught:
        attempt()
    lacks = {Lack.REASON: has_reason, Lack.ALTERNATIVE: has_alternative}
    assert caught.value.lacks == {lack for lack, is_there in lacks.items() if not is_there}


def test_a_yes_needs_neither() -> None:
    decided = decide(Status.IN_TRIAGE, _PLACE, has_reason=False, has_alternative=False, has_list=False)
    assert (decided.status, decided.tells_family) == (Status.ACCEPTED, True)


def test_a_waiting_list_is_no_end_and_names_what_is_waited_for() -> None:
    full = Outcome("full", Effect.WAITING_LIST)
    with pytest.raises(DecisionIncompleteError) as caught:
        decide(Status.IN_TRIAGE, full, has_reason=True, has_alternative=True, has_list=False)
    assert caught.value.lacks == {Lack.LIST}
    decided = decide(Status.IN_TRIAGE, full, has_reason=True, has_alternative=True, has_list=True)
    assert decided.status is Status.WAITING_LIST
    assert moves_from(Status.WAITING_LIST) >= {Move.OFFER_PLACE, Move.CLOSE, Move.ACCEPT}


def test_a_call_is_dealt_with_and_not_decided() -> None:
    assert not moves_from(Status.SUBMITTED, Kind.CALL) & (DECISIONS - {Move.PASS_ON})
    assert status_after(Status.SUBMITTED, Move.HANDLE_CALL, Kind.CALL) is Status.CLOSED
    assert Move.HANDLE_CALL not in moves_from(Status.SUBMITTED, Kind.REQUEST)


def test_what_is_passed_on_is_the_only_outcome_that_no_message_tells(pack: ContentPack) -> None:
    silent = [
        one.code
        for one in pack.of(TriageWords).outcomes
        if not decide(
            Status.SUBMITTED, one.outcome, has_reason=True, has_alternative=True, has_list=True
        ).tells_family
    ]
    assert silent == ["safeguarding_passed_on"]


def test_the_outcomes_of_the_domain_are_there(pack: ContentPack) -> None:
    assert {one.code for one in pack.of(TriageWords).outcomes} >= {
        "tier1_information_and_advice",
        "tier2_place",
        "tier2_allowance",
        "moving_forward",
        "alternative_offered_no_capacity",
        "other_service",
        "safeguarding_passed_on",
    }


def test_an_end_without_a_short_break_is_a_no_unless_the_file_says_otherwise(pack: ContentPack) -> None:
    words = pack.of(TriageWords)
    no = {one.code for one in words.outcomes if one.outcome.is_no}
    assert no == {
        "tier1_information_and_advice",
        "alternative_offered_no_capacity",
        "other_service",
        "not_eligible_area_or_age",
    }


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("effect: accepted", "effect: closed", "none has the effect accepted"),
        ("code: tier2_allowance", "code: tier2_place", "more than once"),
        ("code: growing_up", "code: assessment", "more than once"),
        ("effect: passed_on", "effect: closed", "a family is told of every outcome"),
        ("effect: waiting_list", "effect: maybe", "effect"),
        ("programme: moving_forward", "programme: moon", "no programme of tiers.yaml is called moon"),
        ("    is_no: false", "    alternatives: [sweets]", "no alternative is called sweets"),
        ("second_look: 1", "second_look: 0", "second_look"),
        ("complain:", "complaint:", "complain"),
        ('address: "/tier-3"', 'address: "https://elsewhere.example.org"', "address"),
    ],
)
def test_triage_without_its_words_is_refused(old: str, new: str, fault: str, tmp_path: Path) -> None:
    text = (PROJECT / "content" / "triage.yaml").read_text()
    assert old in text
    everywhere = -1 if "accepted" in old else 1
    (tmp_path / "triage.yaml").write_text(text.replace(old, new, everywhere))
    (tmp_path / "tiers.yaml").write_text((PROJECT / "content" / "tiers.yaml").read_text())
    with pytest.raises(ContentError, match=fault):
        load(tmp_path)


@pytest.mark.parametrize("part", ["reasons", "alternatives"])
def test_a_no_without_anything_to_say_is_refused(part: str, tmp_path: Path) -> None:
    text = (PROJECT / "tests" / "packs" / "small" / "triage.yaml").read_text()
    lines = text.splitlines()
    at = lines.index(f"{part}:")
    lines[at : at + 2] = [f"{part}: []"]
    (tmp_path / "triage.yaml").write_text("\n".join(lines))
    small = PROJECT / "tests" / "packs" / "small" / "tiers.yaml"
    (tmp_path / "tiers.yaml").write_text(small.read_text())
    with pytest.raises(ContentError, match=f"{part}: some outcomes are a “no”"):
        load(tmp_path)
