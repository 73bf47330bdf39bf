"""Where a link to a draft may go follows from its own answers, and only where it is safe to write."""

from collections.abc import Mapping

import pytest

from portal.links.rules import Address
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.rules.drafts import address_given
from portal.questionnaires.rules.questions import Keep, Kind, Page, Question, Questionnaire


def _asking(*ids: str) -> Questionnaire:
    questions = tuple(Question(one, Kind.TEXT, one) for one in ids)
    return Questionnaire("sheet", "1", "A sheet", Keep.DRAFT, (Page("all", "All", questions),))


FAMILY = _asking("contact_method", "email", "phone", "safe_message")
PROFESSIONAL = _asking("work_email", "contact_method", "email", "phone", "safe_message")


@pytest.mark.parametrize(
    ("answers", "address"),
    [
        ({}, None),
        ({"contact_method": "email", "email": "a@example.org"}, None),
        ({"safe_message": "no", "contact_method": "email", "email": "a@example.org"}, None),
        ({"safe_message": "not_sure", "contact_method": "text", "phone": "07700 900982"}, None),
        ({"safe_message": "yes", "contact_method": "email"}, None),
        (
            {"safe_message": "yes", "contact_method": "email", "email": "a@example.org"},
            Address("email", "a@example.org"),
        ),
        (
            {"safe_message": "yes", "contact_method": "text", "phone": "07700 900982"},
            Address("sms", "07700 900982"),
        ),
        ({"safe_message": "yes", "contact_method": "phone", "phone": "01632 960001"}, None),
    ],
)
def test_a_family_is_written_to_where_it_said_that_it_is_safe(
    answers: Mapping[str, Answer], address: Address | None
) -> None:
    assert address_given(FAMILY, answers) == address


def test_who_asks_for_a_family_comes_back_by_their_own_address_only() -> None:
    of_family: Mapping[str, Answer] = {
        "safe_message": "yes",
        "contact_method": "email",
        "email": "family@example.org",
    }
    assert address_given(PROFESSIONAL, of_family) is None
    own = address_given(PROFESSIONAL, {**of_family, "work_email": "senco@school.example.org"})
    assert own == Address("email", "senco@school.example.org")
