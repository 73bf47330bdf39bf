"""Comments and feedback as families send them: no person, kept once, read by nobody before an editor."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, select, text, update

from portal.infra.clock import today
from portal.infra.sealing import SealError
from portal.voice.jobs import remove_old
from portal.voice.jobs.removals import WORDS_LIFE
from portal.voice.models import NewsRequest, OfferComment, SessionFeedback, SessionFeedbackText
from portal.voice.queries.comments import info_of
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.voice.commenting import COMMENT, actions, commented, keys_of

TABLES = ("offer_comment", "session_feedback", "session_feedback_text", "news_request")
TOKEN_PAGE = "/ask/status/open/" + "a" * 43


@pytest.mark.parametrize("kind", ["content", "accessibility", "involvement"])
def test_a_comment_of_each_kind_is_kept_sealed_with_a_date(
    installation: Installation, family: CarefulClient, kind: str
) -> None:
    commented(family, {**COMMENT, "kind": kind})
    with installation.database.reading() as session:
        row = session.scalars(select(OfferComment)).one()
        assert (row.kind, row.state, row.sent_on, row.page) == (kind, "new", today(), "")
        assert row.sealed is not None
        assert b"Zofian" not in row.sealed
        opener = installation.keys.opener
        assert opener.open(row.sealed, info_of(row.key)).decode() == COMMENT["words"]
        with pytest.raises(SealError):
            opener.open(row.sealed, info_of("0" * 32))
    assert actions(installation, "offer_comment") == ["offer_comment.sent"]
    assert "Zofian" not in family.visit("/comments").get_text()


@pytest.mark.sqlite
def test_nothing_says_who_when_or_in_which_order(installation: Installation) -> None:
    with installation.database.reading() as session:
        for table in TABLES:
            made = session.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table})
            assert "WITHOUT ROWID" in str(made), table
            columns = inspect(session.connection()).get_columns(table)
            assert not [one["name"] for one in columns if "TIME" in str(one["type"]).upper()], table


def test_a_second_press_is_one_comment_and_other_words_are_another(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/comment")
    form, address = family.page, family.address
    for answers in (COMMENT, COMMENT, {**COMMENT, "words": "Something else"}):
        family.page, family.address = form, address
        family.press("Send", answers)
        assert family.heading == "Thank you for your comment"
    assert len(keys_of(installation)) == 2


@pytest.mark.sqlite
def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/comment")
    family.press("Send", {"words": ""})
    assert family.errors == ["Choose what your comment is about", "Write what you want to tell us"]
    family.press("Send", {"kind": "content", "words": "ü" * 1001})
    assert family.errors == ["Write 1,000 characters or fewer. You wrote 1,001. That is 1 too many."]
    family.press("Polski")
    assert family.page.html is not None
    assert family.page.html["lang"] == "pl"
    assert "ü" * 1001 in str(family.page.select_one("textarea"))
    assert family.page.select_one("[name=kind][value=content][checked]")
    assert not keys_of(installation)


@pytest.mark.sqlite
def test_every_form_tells_where_to_turn_when_somebody_is_not_safe(family: CarefulClient) -> None:
    for address in ("/comment", "/something-is-wrong", "/feedback"):
        page = family.visit(address)
        assert page.select_one(".panel--worried a[href='tel:999']"), address


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/help-now", "/help-now"),
        ("/activities?q=zofia", "/activities"),
        ("/tell-us/questions/zofia", "/tell-us/questions/zofia"),
        (TOKEN_PAGE, ""),
        ("/ask/status/requests/sb-7k3m-92qx-4htd", ""),
        ("/nothing/of/ours", ""),
        ("https://evil.example.org/x", ""),
    ],
)
@pytest.mark.sqlite
def test_a_page_is_named_by_its_path_and_only_where_that_is_no_secret(
    installation: Installation, family: CarefulClient, asked: str, kept: str
) -> None:
    family.get("/something-is-wrong", query_string={"page": asked})
    family.press("Send", {"words": "The telephone number is old", "page": asked})
    assert family.heading == "Thank you for your comment"
    with installation.database.reading() as session:
        row = session.scalars(select(OfferComment)).one()
        assert (row.kind, row.page) == ("page", kept)


def _an_activity(installation: Installation) -> str:
    with installation.database.reading() as session:
        return str(session.scalar(text("SELECT slug FROM activity WHERE state = 'published' ORDER BY id")))


def test_feedback_is_kept_by_activity_with_codes_and_sealed_words(
    installation: Installation, family: CarefulClient
) -> None:
    slug = _an_activity(installation)
    family.visit(f"/feedback/{slug}")
    family.press("Send", {"rating": "not_good", "building": "no", "words": "There are six steps."})
    assert family.heading == "Thank you for telling us"
    with installation.database.reading() as session:
        row = session.scalars(select(SessionFeedback)).one()
        assert (row.activity, row.rating, row.building) == (slug, "not_good", "no")
        assert row.given_on == today()
        assert b"steps" not in session.scalars(select(SessionFeedbackText)).one().sealed


@pytest.mark.sqlite
def test_feedback_says_something_about_an_activity_that_there_is(
    installation: Installation, family: CarefulClient
) -> None:
    assert family.get("/feedback/no-such-activity").status_code == 404
    family.visit("/feedback")
    family.press("Send")
    assert family.errors == ["Tell us at least one thing: choose an answer or write a few words"]
    family.press("Send", {"building": "partly"})
    with installation.database.reading() as session:
        assert session.scalars(select(SessionFeedback.activity)).all() == [None]


def test_words_and_addresses_end_after_two_years_and_counts_stay(
    installation: Installation, family: CarefulClient
) -> None:
    commented(family)
    family.visit("/feedback")
    family.press("Send", {"building": "no", "words": "Steps"})
    family.visit("/you-said-we-did/tell-me")
    family.press("Tell me once", {"email": "anna@example.org"})
    old = today() - WORDS_LIFE
    with installation.database.unit_of_work() as session:
        session.execute(update(NewsRequest).values(asked_in=old))
        assert remove_old(session, today() - timedelta(days=1)) == 0
        session.execute(update(OfferComment).values(sent_on=old))
        session.execute(update(SessionFeedback).values(given_on=old))
        assert remove_old(session, today()) == 3
        assert remove_old(session, today()) == 0
        assert session.scalars(select(OfferComment.sealed)).all() == [None]
        assert session.scalars(select(SessionFeedback.building)).all() == ["no"]
