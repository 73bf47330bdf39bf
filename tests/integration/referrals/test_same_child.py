"""Requests for one child: pointed out, joined by a person, and taken apart again with nothing lost."""

from sqlalchemy import select

from portal.infra.clock import now, today
from portal.referrals.models import Child, Goal, Referral
from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.referrals.casework import at_case, opened, row_of, trail


def a_goal(installation: Installation, reference: str) -> None:
    """Give a request's child a goal that came from this request."""
    with installation.database.unit_of_work() as session:
        found = session.scalar(select(Referral).where(Referral.reference == reference))
        assert found is not None
        if found.child_id is None:
            child = Child(code=f"CH-{reference[3:]}", created_at=now())
            session.add(child)
            session.flush()
            found.child_id = child.id
        place = f"goal:{reference}"
        words = installation.keys.vault.encrypt(b"Ride alone", place)
        session.add(
            Goal(child_id=found.child_id, referral_id=found.id, words=words, set_on=today(), place=place)
        )


def goals(installation: Installation, reference: str) -> int:
    with installation.database.reading() as session:
        child = row_of(installation, reference).child_id
        return len(session.scalars(select(Goal.id).where(Goal.child_id == child)).all())


def test_a_second_request_for_a_child_is_pointed_out_and_joined(installation: Installation) -> None:
    first = a_tier_2_referral(installation)
    second = a_tier_2_referral(installation, child_first_name="zofia", child_last_name="PRZYKLADOWSKA")
    a_tier_2_referral(installation, child_first_name="Adam")
    a_goal(installation, first)
    a_goal(installation, second)
    officer = at_case(installation, second)
    assert "There may be other requests for the same child:" in officer.text
    assert officer.page.find("a", string=first) is not None
    officer.press(f"It is the same child {first}")
    assert "Saved. The requests stand under one child now." in officer.text
    assert row_of(installation, first).child_id == row_of(installation, second).child_id
    assert goals(installation, first) == 2
    for reference in (first, second):
        assert "referral.child_joined" in [action for _who, action in trail(installation, reference)]


def test_a_joining_can_be_undone_from_both_sides(installation: Installation) -> None:
    for side in (0, 1):
        pair = (a_tier_2_referral(installation), a_tier_2_referral(installation))
        for reference in pair:
            a_goal(installation, reference)
        codes = [opened(installation, reference).child_code for reference in pair]
        officer = at_case(installation, pair[1])
        officer.press("Join it", {"other": pair[0].lower()})
        assert goals(installation, pair[0]) == 2
        officer = at_case(installation, pair[side])
        officer.press(f"It is another child {pair[1 - side]}")
        assert "Saved. The requests stand under two children now." in officer.text
        assert [opened(installation, reference).child_code for reference in pair] == codes
        assert [goals(installation, reference) for reference in pair] == [1, 1]
        actions = [action for _who, action in trail(installation, pair[0])]
        assert actions.count("referral.child_taken_apart") == 1


def test_three_requests_are_one_child_whatever_the_order(installation: Installation) -> None:
    one, two, three = (
        a_tier_2_referral(installation, child_first_name=name) for name in ("Ada", "Bea", "Cleo")
    )
    at_case(installation, three).press("Join it", {"other": two})
    at_case(installation, three).press("Join it", {"other": one})
    assert len({row_of(installation, reference).child_id for reference in (one, two, three)}) == 1


def test_a_colleague_who_comes_second_is_told(installation: Installation) -> None:
    first, second = a_tier_2_referral(installation), a_tier_2_referral(installation, child_first_name="Ada")
    one, two = at_case(installation, second), at_case(installation, second, "Officer Two")
    one.press("Start looking at it")
    two.press("Join it", {"other": first})
    assert "Somebody changed this request after you opened it." in two.text
    assert first in str(two.page.select_one("#other"))
    assert row_of(installation, first).child_id != row_of(installation, second).child_id or (
        row_of(installation, first).child_id is None
    )


def test_what_is_no_other_request_is_told_at_its_field(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    for typed, says in (
        (reference, "This is the request that is open"),
        ("SB-7K3M-92QX-4HTD", "There is no request with this reference"),
        ("", "Write the reference"),
    ):
        officer.press("Join it", {"other": typed})
        assert officer.errors == [says]
