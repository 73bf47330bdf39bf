"""What fits one request, with the reasons: only what the listings say counts."""

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEvent
from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation


def _cards(officer: CarefulClient) -> dict[str, dict[str, list[str]]]:
    """Give the reasons of each activity on the page, by its name, best first."""
    cards = {}
    for section in officer.page.select("section.match"):
        parts = section.select(".match__reasons > div")
        cards[section.h2.get_text()] = {
            part.h3.get_text(): [item.get_text() for item in part.select("li")] for part in parts
        }
    return cards


def _all_cards(officer: CarefulClient, reference: str) -> dict[str, dict[str, list[str]]]:
    officer.visit(f"/referrals/{reference}/matches")
    cards = _cards(officer)
    while any("Next page" in link.get_text() for link in officer.page.find_all("a")):
        officer.follow("Next page")
        cards |= _cards(officer)
    return cards


def test_the_best_comes_first_with_reasons_and_one_request_is_opened(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(
        installation,
        support_needs=("autism",),
        times_wanted=("saturday",),
        activity_types=("horse_riding",),
        food=("halal",),
    )
    a_tier_2_referral(installation, child_first_name="Other")
    cards = _all_cards(officer, reference)
    assert len(cards) > 10
    first = next(iter(cards.values()))
    assert "Age" in first["For it"]
    assert any("miles in a straight line" in reason for reason in first["For it"])
    everything = [reason for card in cards.values() for part in card.values() for reason in part]
    assert any(reason.startswith("Likes: Horse riding") for reason in everything)
    assert any(reason.startswith("Food: Halal food") for reason in everything)
    with installation.database.reading() as session:
        seen = session.scalars(
            select(AuditEvent.subject).where(AuditEvent.action == "referral.matched")
        ).all()
    assert set(seen) == {reference}


def test_no_activity_for_another_age_is_shown_and_unknown_ages_are(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    for card in _all_cards(officer, reference).values():
        assert "Age" not in card["Against it"]


def test_the_named_activity_goes_up_says_why_and_can_be_offered(
    installation: Installation, officer: CarefulClient
) -> None:
    plain = list(_all_cards(officer, a_tier_2_referral(installation)))
    reference = a_tier_2_referral(installation, activity=" farm mornings ")
    cards = _all_cards(officer, reference)
    assert cards["Farm Mornings"]["For it"][0] == "The family asked for it"
    assert list(cards).index("Farm Mornings") < plain.index("Farm Mornings")
    officer.visit(f"/referrals/{reference}/matches")
    officer.follow("Offer this place: Farm Mornings")
    assert "hedgerow-farm-mornings" in str(officer.page)


@pytest.mark.sqlite
def test_without_a_known_home_nothing_is_said_of_distance(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation, home_postcode="", district="elsewhere")
    for card in _all_cards(officer, reference).values():
        said = [reason for part in card.values() for reason in part]
        assert not [reason for reason in said if "miles" in reason]


@pytest.mark.sqlite
def test_the_page_is_for_triage_and_for_requests_that_are_there(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    assert installation.officer(Role.COMMISSIONER).get(f"/referrals/{reference}/matches").status_code == 403
    assert officer.get("/referrals/SB-2222-2222-2222/matches").status_code == 404
    officer.visit(f"/referrals/{reference}/matches?page=99999")
    assert officer.heading == "What fits this request"
