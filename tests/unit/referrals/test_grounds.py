"""What is kept with a decision and with an offer comes back as it was."""

import pytest

from portal.referrals.rules.grounds import Grounds
from portal.referrals.rules.offers import For, OfferWords


def test_grounds_come_back_as_they_were() -> None:
    grounds = Grounds("places_full", ("open_activities",), ("riding",), "For us: “ring”.", "Żółw\nfor you")
    assert Grounds.from_bytes(grounds.as_bytes()) == grounds


@pytest.mark.parametrize("old", ["Riding on Mondays.", "[1, 2]", '"x"', "{}", "", '{"reason": "x"}'])
def test_what_was_kept_before_there_were_grounds_is_for_the_record(old: str) -> None:
    assert Grounds.from_bytes(old.encode()) == Grounds(record=old)


def test_an_offer_comes_back_as_it_was() -> None:
    words = OfferWords("Riding", "The farm", "Mondays, 16:00", "Bring boots")
    assert OfferWords.from_bytes(words.as_bytes()) == words


@pytest.mark.parametrize(
    ("about", "is_named"),
    [
        (For(), False),
        (For(programme=""), False),
        (For("moving_forward"), True),
        (For(activity="riding"), True),
    ],
)
def test_nothing_named_is_nothing_to_wait_for(about: For, is_named: bool) -> None:
    assert bool(about) is is_named
