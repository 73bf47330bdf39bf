"""Invitations that work once, and that nothing joins to the answers."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select, text

from portal.audit.models import AuditEvent
from portal.core.roles import Role
from portal.infra.clock import now, today
from portal.surveys.models import SurveyInvitation, SurveyResponse
from portal.surveys.rules.invitations import hash_of
from portal.surveys.rules.rounds import Audience, RoundPlan
from portal.surveys.services.invitations import mark_used
from portal.surveys.services.rounds import open_round_for
from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation
from tests.integration.surveys.filling_in import RESPONSE, going_on, survey_events

_LINK = re.compile(r"/tell-us/invitation/([A-Za-z0-9_-]{22})\b")


@pytest.fixture
def code(installation: Installation) -> str:
    """Open a round of parents by invitation and give its code."""
    plan = RoundPlan(Audience.PARENTS, "Panel", today(), today() + timedelta(days=9), by_invitation=True)
    with installation.database.unit_of_work() as session:
        return open_round_for(session, now=now(), actor="1", plan=plan)


@pytest.fixture
def inviting(installation: Installation, code: str) -> CarefulClient:
    """Give the browser of a commissioner on the page that invites."""
    commissioner = installation.officer(Role.COMMISSIONER)
    commissioner.visit(f"/surveys/rounds/{code}/invitations")
    return commissioner


def tokens_on_sheet(inviting: CarefulClient, count: int) -> list[str]:
    """Make a sheet and give the tokens on it."""
    inviting.press("Make the sheet", {"count": str(count)})
    links = [link.get_text() for link in inviting.page.select(".ticket__link")]
    return [found[1] for found in map(_LINK.search, links) if found]


def took_up(family: CarefulClient, token: str) -> CarefulClient:
    """Open an invitation and press its button."""
    family.visit(f"/tell-us/invitation/{token}")
    family.press("Go to the questions")
    return family


def answered(family: CarefulClient, token: str) -> None:
    """Answer with an invitation, from its link to the thanks."""
    going_on(took_up(family, token), RESPONSE)
    family.press("Send my answers")
    assert family.heading == "Thank you", family.heading


def is_used(installation: Installation, token: str) -> bool:
    """Tell whether an invitation is marked."""
    with installation.database.reading() as session:
        return bool(session.get_one(SurveyInvitation, hash_of(token)).is_used)


def test_a_sheet_has_links_that_nobody_can_read_in_the_database(
    installation: Installation, inviting: CarefulClient
) -> None:
    tokens = tokens_on_sheet(inviting, 3)
    assert len(set(tokens)) == 3
    assert len(inviting.page.select("svg.qr")) == 3
    assert inviting.get(inviting.address.replace("/sheet", "")).headers["Cache-Control"] == "no-store"
    stored = repr(installation.rows())
    assert not [token for token in tokens if token in stored]
    inviting.visit(inviting.address)
    assert "3 invitations were made. 0 were used." in inviting.text
    assert not [token for token in tokens if token in inviting.text]


def test_the_same_sheet_sent_again_makes_no_more_invitations(
    installation: Installation, inviting: CarefulClient
) -> None:
    page = inviting.page
    first = tokens_on_sheet(inviting, 4)
    inviting.page, inviting.address = page, inviting.address
    assert tokens_on_sheet(inviting, 4) == first
    assert installation.row_counts()["survey_invitation"] == 4


@pytest.mark.parametrize("count", ["", "0", "301", "-1", "x", "1.5"])
@pytest.mark.sqlite
def test_a_sheet_of_no_number_is_refused_at_the_field(
    installation: Installation, inviting: CarefulClient, count: str
) -> None:
    inviting.press("Make the sheet", {"count": count})
    assert inviting.errors == ["Enter a number from 1 to 300"]
    assert installation.row_counts()["survey_invitation"] == 0


def test_each_pasted_address_gets_one_message_and_is_kept_nowhere(
    installation: Installation, inviting: CarefulClient
) -> None:
    page, address = inviting.page, inviting.address
    pasted: Answers = {"addresses": "one@example.org, two@example.org\nONE@example.org", "language": "en"}
    inviting.press("Send the invitations", pasted)
    assert "2 messages are on their way." in inviting.text
    inviting.page, inviting.address = page, address
    inviting.press("Send the invitations", pasted)
    assert "0 messages are on their way." in inviting.text
    assert "example.org" not in repr(installation.rows()["survey_invitation"])
    assert "one@example.org" not in repr(installation.rows())
    installation.work()
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in installation.mails()]
    assert sorted(str(mail["To"]) for mail in mails) == ["one@example.org", "two@example.org"]
    tokens = [found[1] for mail in mails if (found := _LINK.search(mail.get_content()))]
    assert len(set(tokens)) == 2
    answered(installation.family(), tokens[0])


def test_an_address_that_is_none_is_named_and_nothing_is_sent(
    installation: Installation, inviting: CarefulClient
) -> None:
    inviting.press("Send the invitations", {"addresses": "one@example.org nobody", "language": "pl"})
    assert inviting.errors == ["These are not e-mail addresses: nobody"]
    counts = installation.row_counts()
    assert (counts["survey_invitation"], counts["outgoing_message"]) == (0, 0)


def test_an_invitation_works_for_one_set_of_answers(
    installation: Installation, inviting: CarefulClient, code: str
) -> None:
    token, other = tokens_on_sheet(inviting, 2)
    family = installation.family()
    answered(family, token)
    assert family.get_cookie("invitation") is None
    assert (is_used(installation, token), is_used(installation, other)) == (True, False)
    again = installation.family()
    again.visit(f"/tell-us/invitation/{token}")
    assert again.heading == "This link was used before"
    inviting.visit(f"/surveys/rounds/{code}")
    assert "2 invitations were made. 1 was used." in inviting.text


def test_looking_at_an_invitation_uses_nothing(installation: Installation, inviting: CarefulClient) -> None:
    (token,) = tokens_on_sheet(inviting, 1)
    before = {**installation.rows(), "post_count": []}
    installation.family().visit(f"/tell-us/invitation/{token}")
    family = took_up(installation.family(), token)
    assert family.heading == "Tell us what you think: parents and carers"
    assert {**installation.rows(), "post_count": []} == before


def test_two_browsers_with_one_invitation_give_one_response(
    installation: Installation, inviting: CarefulClient, code: str
) -> None:
    (token,) = tokens_on_sheet(inviting, 1)
    first, second = took_up(installation.family(), token), took_up(installation.family(), token)
    going_on(first, RESPONSE)
    going_on(second, RESPONSE)
    first.press("Send my answers")
    assert first.heading == "Thank you"
    second.press("Send my answers")
    with installation.database.reading() as session:
        rounds = list(session.scalars(select(SurveyResponse.round_id)))
    # The second browser's answers go where anybody's go: nothing is lost, and nobody is counted twice in the panel.
    assert len(rounds) == len(set(rounds))


def test_a_round_by_invitation_takes_no_answer_without_one(
    installation: Installation, inviting: CarefulClient, code: str
) -> None:
    family = installation.family()
    family.visit(f"/tell-us/{code}")
    going_on(family, RESPONSE)
    family.press("Send my answers")
    with installation.database.reading() as session:
        invited = session.execute(
            text(
                "SELECT count(*) FROM survey_response JOIN survey_round ON survey_round.id = round_id"
                " WHERE by_invitation"
            )
        ).scalar_one()
    assert invited == 0


@pytest.mark.parametrize("token", ["x", "A" * 22, "A" * 23, "..%2f"])
@pytest.mark.sqlite
def test_what_was_never_an_invitation_is_not_found(installation: Installation, token: str) -> None:
    assert installation.family().get(f"/tell-us/invitation/{token}").status_code == 404


def test_a_kill_before_the_mark_is_repaired_by_pressing_again(
    installation: Installation, inviting: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    (token,) = tokens_on_sheet(inviting, 1)
    family = took_up(installation.family(), token)
    going_on(family, RESPONSE)
    check, address = family.page, family.address

    def killed(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("portal.surveys.views.invited.mark_used", killed)
        with pytest.raises(KeyboardInterrupt):
            family.press("Send my answers")
    assert not is_used(installation, token)
    family.page, family.address = check, address
    family.press("Send my answers")
    assert family.heading == "Thank you"
    assert is_used(installation, token)
    assert installation.row_counts()["survey_response"] == 1


def test_a_used_invitation_and_an_answer_share_nothing(
    installation: Installation, inviting: CarefulClient
) -> None:
    tokens = tokens_on_sheet(inviting, 5)
    for token in (tokens[3], tokens[0]):
        answered(installation.family(), token)
    rows = installation.rows()
    invitations = {part for row in rows["survey_invitation"] for part in row if isinstance(part, str)}
    for table in ("survey_response", "survey_choice", "survey_text", "audit_event", "receipt", "draft"):
        held = {part for row in rows[table] for part in row if isinstance(part, str)}
        assert not invitations & held, table


def test_using_an_invitation_leaves_no_trace_of_when(
    installation: Installation, inviting: CarefulClient
) -> None:
    (token,) = tokens_on_sheet(inviting, 1)
    before = len(installation.rows()["audit_event"])
    answered(installation.family(), token)
    assert len(installation.rows()["audit_event"]) == before + 1
    columns = (AuditEvent.action, AuditEvent.subject_type, AuditEvent.actor)
    with installation.database.reading() as session:
        last = session.execute(select(*columns).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert tuple(last) == ("survey.answered", "survey_round", "visitor")
    assert token not in repr(survey_events(installation))


def _numbers_of_transactions(installation: Installation, table: str) -> list[str]:
    with installation.database.reading() as session:
        return [str(row[0]) for row in session.execute(text(f"SELECT xmin FROM {table}"))]


@pytest.mark.postgres
@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_all_invitations_carry_the_number_of_one_transaction_that_is_no_answers(
    installation: Installation, inviting: CarefulClient
) -> None:
    tokens = tokens_on_sheet(inviting, 6)
    for token in (tokens[4], tokens[1], tokens[2]):
        answered(installation.family(), token)
    marked = _numbers_of_transactions(installation, "survey_invitation")
    assert len(marked) == 6
    assert len(set(marked)) == 1
    assert not set(marked) & set(_numbers_of_transactions(installation, "survey_response"))


@pytest.mark.sqlite
def test_the_table_has_no_row_number_that_would_tell_the_order(installation: Installation) -> None:
    with installation.database.reading() as session:
        definition = session.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'survey_invitation'"))
    assert "WITHOUT ROWID" in str(definition)


def test_marking_twice_or_something_unknown_changes_nothing(
    installation: Installation, inviting: CarefulClient
) -> None:
    (token,) = tokens_on_sheet(inviting, 1)
    for one in (token, token, "unknown"):
        with installation.database.unit_of_work() as session:
            mark_used(session, token=one)
    assert is_used(installation, token)
    assert installation.row_counts()["survey_invitation"] == 1
