"""Drafts on a real database: saved as typed, opened by their cookie only, sent once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.infra.db import Database
from portal.questionnaires import jobs, queries, services
from portal.questionnaires.models import DraftRow, ReceiptRow
from portal.questionnaires.rules.answers import Entries, Submission
from portal.questionnaires.rules.drafts import (
    Draft,
    DraftChangedError,
    DraftIncompleteError,
    DraftLostError,
    Receipt,
)
from portal.questionnaires.rules.lock import hash_of, new_token
from tests.installation import Installation
from tests.unit.questionnaires.sheets import CHAIN

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WHOLE: Entries = {"pet": ("no",), "born": ("27", "3", "2012")}


@pytest.fixture
def database(installation: Installation) -> Database:
    """Give the database."""
    return installation.database


def save(
    database: Database, entries: Entries, token: str | None = None, now: datetime = NOW
) -> tuple[str, Draft]:
    """Save all pages that the entries fill."""
    with database.unit_of_work() as session:
        for page in CHAIN.pages:
            if any(question.id in entries for question in page.questions):
                token, draft = services.save_page(
                    session, token=token, questionnaire=CHAIN, page=page, typed=entries, now=now
                )
    assert token is not None
    return token, draft


def send(database: Database, token: str, key: str, sent: list[Submission], now: datetime = NOW) -> Receipt:
    """Send a draft, noting each time that the feature writes."""

    def write(_session: Session, submission: Submission) -> str:
        sent.append(submission)
        return "SB-7K3M-92QX-4HTD"

    with database.unit_of_work() as session:
        return services.submit_draft(
            session,
            token=token,
            draft_key=key,
            questionnaire=CHAIN,
            language="pl",
            now=now,
            keeps_copy=True,
            write=write,
        )


def test_a_draft_is_found_by_its_token_and_holds_exactly_what_was_typed(database: Database) -> None:
    token, _draft = save(database, {"pet": ("perhaps 😀",), "born": ("31", "2", "")})
    with database.reading() as session:
        found = queries.draft_of(session, token, CHAIN.id, NOW)
        assert found is not None
        assert found.entries == {"pet": ("perhaps 😀",), "born": ("31", "2", "")}
        assert queries.draft_of(session, new_token(), CHAIN.id, NOW) is None
        assert queries.draft_of(session, token, "another", NOW) is None


def test_the_database_holds_neither_the_token_nor_a_word_of_it(database: Database) -> None:
    token, draft = save(database, {"words": ("Robin likes horses",), "pet": ("yes",)})
    with database.reading() as session:
        row = session.scalars(select(DraftRow)).one()
        kept = repr([getattr(row, column.key) for column in DraftRow.__table__.columns])
        assert (row.token_hash, row.key) == (hash_of(token), draft.key)
    assert "Robin" not in kept
    assert token not in kept


def test_a_planted_cookie_never_becomes_somebodys_draft(database: Database) -> None:
    planted = new_token()
    token, _draft = save(database, WHOLE, planted)
    assert token != planted


def test_a_draft_lasts_28_days_from_the_last_save(database: Database) -> None:
    token, _draft = save(database, WHOLE)
    later = NOW + timedelta(days=27)
    again, _draft = save(database, {"pet": ("yes",)}, token, later)
    assert again == token
    with database.reading() as session:
        assert queries.draft_of(session, token, CHAIN.id, later + timedelta(days=27)) is not None
        assert queries.draft_of(session, token, CHAIN.id, later + timedelta(days=28)) is None


def test_an_expired_draft_gives_way_to_a_new_one(database: Database) -> None:
    token, old = save(database, WHOLE)
    _token, new = save(database, {"pet": ("yes",)}, token, NOW + timedelta(days=40))
    assert new.key != old.key
    assert new.entries == {"pet": ("yes",)}


def test_a_row_that_was_tampered_with_is_as_good_as_lost(database: Database) -> None:
    token, _draft = save(database, WHOLE)
    with database.unit_of_work() as session:
        row = session.scalars(select(DraftRow)).one()
        row.entries = row.entries[:-1] + bytes([row.entries[-1] ^ 1])
    with database.reading() as session:
        assert queries.draft_of(session, token, CHAIN.id, NOW) is None
    _token, fresh = save(database, {"pet": ("yes",)}, token)
    assert fresh.entries == {"pet": ("yes",)}


def test_two_tabs_that_save_at_once_both_keep_their_page(database: Database) -> None:
    token, _draft = save(database, {"pet": ("yes",)})
    pages: list[Entries] = [
        {"kind": ("dog",)},
        {"walks": ("3",)},
        {"born": ("1", "1", "2012")},
        {"words": ("hi",)},
    ]
    with ThreadPoolExecutor(4) as tabs:
        list(tabs.map(lambda typed: save(database, typed, token), pages * 3))
    with database.reading() as session:
        found = queries.draft_of(session, token, CHAIN.id, NOW)
    assert found is not None
    assert found.entries.keys() == {"pet", "kind", "walks", "born", "words"}


def test_two_tabs_that_open_a_draft_at_once_share_it(database: Database) -> None:
    """The cookie is known from another questionnaire, so both saves find no draft of this one."""
    token, draft = save(database, WHOLE)
    send(database, token, draft.key, [])
    with ThreadPoolExecutor(8) as tabs:
        drafts = list(tabs.map(lambda _: save(database, {"pet": ("no",)}, token)[1].key, range(8)))
    assert len(set(drafts)) == 1


def test_sending_eight_times_at_once_writes_once_and_answers_the_same(database: Database) -> None:
    token, draft = save(database, WHOLE)
    sent: list[Submission] = []
    with ThreadPoolExecutor(8) as clicks:
        receipts = list(clicks.map(lambda _: send(database, token, draft.key, sent), range(8)))
    assert len(sent) == 1
    assert {receipt.reference for receipt in receipts} == {"SB-7K3M-92QX-4HTD"}
    with database.reading() as session:
        assert len(session.scalars(select(ReceiptRow)).all()) == 1
        assert session.scalars(select(DraftRow)).all() == []


def test_what_is_sent_is_valid_and_names_language_and_version(database: Database) -> None:
    token, draft = save(database, {**WHOLE, "kind": ("dog",)})
    sent: list[Submission] = []
    send(database, token, draft.key, sent)
    assert sent[0].plain() == {"pet": "no", "born": "2012-03-27"}
    assert (sent[0].key, sent[0].language, sent[0].version, sent[0].sent_at) == (draft.key, "pl", "1", NOW)


def test_a_draft_with_a_gap_is_not_sent_and_stays(database: Database) -> None:
    token, draft = save(database, {"pet": ("yes",), "born": ("31", "2", "2012")})
    with pytest.raises(DraftIncompleteError) as raised:
        send(database, token, draft.key, [])
    assert raised.value.page_id == "born"
    with database.reading() as session:
        assert queries.draft_of(session, token, CHAIN.id, NOW) is not None


def test_a_write_that_fails_leaves_the_draft_as_it_was(database: Database) -> None:
    token, draft = save(database, WHOLE)

    def fail(_session: Session, _submission: Submission) -> str:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"), database.unit_of_work() as session:
        services.submit_draft(
            session,
            token=token,
            draft_key=draft.key,
            questionnaire=CHAIN,
            language="en",
            now=NOW,
            keeps_copy=True,
            write=fail,
        )
    assert send(database, token, draft.key, []).reference


def test_a_draft_is_sent_by_its_own_cookie_and_key_only(database: Database) -> None:
    _token, draft = save(database, WHOLE)
    other, _draft = save(database, WHOLE)
    with pytest.raises(DraftChangedError):
        send(database, other, draft.key, [])
    with pytest.raises(DraftLostError):
        send(database, new_token(), draft.key, [])


def test_the_family_reads_its_copy_for_24_hours(database: Database) -> None:
    token, draft = save(database, WHOLE)
    send(database, token, draft.key, [])
    with database.reading() as session:
        receipt = queries.latest_receipt(session, token, CHAIN.id, NOW + timedelta(hours=23))
        assert receipt is not None
        assert receipt.entries == WHOLE
        assert queries.latest_receipt(session, token, CHAIN.id, NOW + timedelta(hours=24)) is None
        assert queries.latest_receipt(session, new_token(), CHAIN.id, NOW) is None


def test_forgetting_leaves_nothing_behind(database: Database) -> None:
    token, draft = save(database, WHOLE)
    send(database, token, draft.key, [])
    save(database, {"pet": ("yes",)}, token)
    with database.unit_of_work() as session:
        assert services.forget(session, token=token, questionnaire=CHAIN.id) is False
    with database.reading() as session:
        assert session.scalars(select(DraftRow)).all() == []
        assert session.scalars(select(ReceiptRow)).all() == []


def test_old_drafts_and_receipts_are_removed_on_their_day_and_once(database: Database) -> None:
    token, draft = save(database, WHOLE)
    send(database, token, draft.key, [])
    save(database, WHOLE)
    for now, expected in (
        (NOW + timedelta(hours=23), 0),
        (NOW + timedelta(hours=24), 1),
        (NOW + timedelta(days=28), 1),
    ):
        with database.unit_of_work() as session:
            assert jobs.remove_old(session, now) == expected
        with database.unit_of_work() as session:
            assert jobs.remove_old(session, now) == 0
