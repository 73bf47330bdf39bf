"""Who may do what: every address of triage, asked for by every role."""

import pytest

from portal.core.roles import STAFF_ROLES, Role
from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.referrals.casework import trail

pytestmark = pytest.mark.sqlite

ADDRESSES = [
    ("GET", "/referrals"),
    ("GET", "/referrals/find?reference={0}"),
    ("POST", "/referrals/assignments"),
    ("GET", "/second-looks"),
    ("GET", "/referrals/{0}"),
    *(
        ("POST", f"/referrals/{{0}}/{part}")
        for part in (
            "notes",
            "assignee",
            "moves",
            "questions",
            "decisions",
            "offers",
            "offer-answer",
            "safeguarding",
            "second-look",
            "call",
            "same-child",
            "another-child",
        )
    ),
]


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.TRIAGE_OFFICER])
def test_no_other_role_opens_anything(role: Role, installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    client = installation.officer(role)
    before = trail(installation, reference)
    for method, address in ADDRESSES:
        assert client.open(address.format(reference), method=method).status_code == 403, address
    assert trail(installation, reference) == before


def test_who_is_not_signed_in_is_asked_to(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    client = installation.visitor_of_staff()
    for method, address in ADDRESSES:
        answer = client.open(address.format(reference), method=method)
        assert answer.status_code == 303, address
        assert answer.headers["Location"].startswith("/sign-in")


def test_what_is_not_there_is_not_found_and_looks_like_any_other(installation: Installation) -> None:
    officer = installation.officer()
    for reference in ("SB-7K3M-92QX-4HTD", "x", "SB-0000-0000-0000"):
        assert officer.get(f"/referrals/{reference}").status_code == 404


def test_every_look_at_a_request_is_on_record(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = installation.officer()
    officer.visit(f"/referrals/{reference}")
    officer.visit("/referrals")
    officer.press("Open", {"reference": reference})
    acts = [action for actor, action in trail(installation, reference) if actor.isdigit()]
    assert acts == ["referral.seen", "referral.found", "referral.seen"]


def test_a_refused_form_shows_the_case_and_is_a_look_too(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = installation.officer()
    officer.visit(f"/referrals/{reference}")
    officer.press("Add the note", {"text": ""})
    acts = [action for actor, action in trail(installation, reference) if actor.isdigit()]
    assert acts == ["referral.seen", "referral.seen"]


def test_without_its_token_a_form_changes_nothing_and_loses_nothing(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = installation.officer()
    for part, typed in (
        ("notes", {"text": "A long note."}),
        ("decisions", {"outcome": "tier2_place", "words": "A long note."}),
        ("questions", {"question_1": "A long note."}),
        ("safeguarding", {"pass_words": "A long note.", "passed_to": "x"}),
    ):
        answer = officer.post(f"/referrals/{reference}/{part}", data={"changes": "0", **typed})
        assert "This page was open for a long time." in answer.text
        assert "A long note." in answer.text
    counts = installation.row_counts()
    assert counts["referral_note"] + counts["triage_decision"] + counts["case_question"] == 0
