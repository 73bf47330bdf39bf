"""Files for case systems: what changed, once, with stable ids, and the same again when taken again."""

import csv
import io
import re

import pytest
from sqlalchemy import select, update

from portal.audit.models import AuditEvent
from portal.core.roles import Role
from portal.referrals.models import Referral
from portal.referrals.queries import exports
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.referrals.child_story import a_child, a_step

SHORT_BREAKS, ASSESSED = "Short breaks record", "Assessed needs record"


def a_batch(officer: CarefulClient, layout: str) -> str:
    """Make a batch; give the text of its file, or "" when nothing had changed."""
    officer.visit("/exports")
    officer.press(f"Make a batch: {layout}")
    link = officer.page.select_one(".notice a")
    if link is None:
        assert "Nothing has changed since the last batch" in officer.text
        return ""
    return officer.get(str(link["href"])).get_data(as_text=True)


def rows_of(text: str) -> list[dict[str, str]]:
    """Read a file as another system does."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_batch_holds_what_changed_since_the_last_one(
    installation: Installation, officer: CarefulClient
) -> None:
    first, second = a_tier_2_referral(installation), a_tier_2_referral(installation)
    rows = rows_of(a_batch(officer, SHORT_BREAKS))
    assert [row["PortalReference"] for row in rows] == [first, second]
    assert a_batch(officer, SHORT_BREAKS) == ""
    with installation.database.unit_of_work() as session:
        session.execute(
            update(Referral).where(Referral.reference == second).values(changes=Referral.changes + 1)
        )
    third = a_tier_2_referral(installation)
    rows = rows_of(a_batch(officer, SHORT_BREAKS))
    assert [row["PortalReference"] for row in rows] == [second, third]
    assert installation.row_counts()["export_batch"] == 2


def test_the_file_speaks_the_words_of_the_other_system(
    installation: Installation, officer: CarefulClient
) -> None:
    code = a_child(installation, officer)
    text = a_batch(officer, SHORT_BREAKS)
    assert text.startswith("\ufeffPortalReference,PortalChildId,")
    [row] = rows_of(text)
    assert row["PortalChildId"] == code
    assert row["DateOfBirth"] == "27/03/2016"
    assert row["Source"] == "PARENT"
    assert row["Stage"] == "NEW"
    assert row["Surname"] == "Przykładowska"
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", row["DateReceived"])


def test_a_batch_taken_again_has_the_same_requests(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    before = a_batch(officer, SHORT_BREAKS)
    a_tier_2_referral(installation)
    officer.visit("/exports")
    again = officer.get("/exports/batches/1.csv").get_data(as_text=True)
    assert again == before
    assert [row["PortalReference"] for row in rows_of(again)] == [reference]


def test_only_what_was_handed_over_with_agreement_goes_to_the_assessed_needs_record(
    installation: Installation, officer: CarefulClient
) -> None:
    code = a_child(installation, officer, goal_1="Chips")
    a_tier_2_referral(installation, child_first_name="Other")
    assert a_batch(officer, ASSESSED) == ""
    officer.visit(f"/children/{code}/step")
    officer.press("Write the step down", a_step())
    text = a_batch(officer, ASSESSED)
    assert not text.startswith("\ufeff")
    [row] = rows_of(text)
    assert row["external_person_id"] == code
    assert (row["agreed_by"], row["reason"]) == ("Anna Przykładowska", "Two nights a month would help.")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["agreed_on"])
    assert row["safe_to_leave_message"] == "Y"
    # A goal that is written down later changes the record, so it goes out again.
    officer.visit(f"/children/{code}")
    officer.press("Take over 1 goal from the request")
    [row] = rows_of(a_batch(officer, ASSESSED))
    assert row["goals"] == "Chips"


def test_no_cell_is_a_formula(installation: Installation, officer: CarefulClient) -> None:
    a_tier_2_referral(installation, child_first_name="=HYPERLINK(1)", child_last_name="@SUM")
    [row] = rows_of(a_batch(officer, SHORT_BREAKS))
    assert (row["Forename"], row["Surname"]) == ("'=HYPERLINK(1)", "'@SUM")


def test_a_long_batch_is_read_page_by_page_and_nothing_is_lost_or_doubled(
    installation: Installation, officer: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PAGE_SIZE", 2)
    references = [a_tier_2_referral(installation) for _turn in range(5)]
    rows = rows_of(a_batch(officer, SHORT_BREAKS))
    assert [row["PortalReference"] for row in rows] == references


def test_every_batch_is_in_the_trail_before_it_is_given(
    installation: Installation, officer: CarefulClient
) -> None:
    a_tier_2_referral(installation)
    a_batch(officer, SHORT_BREAKS)
    with installation.database.reading() as session:
        said = session.execute(
            select(AuditEvent.action, AuditEvent.subject).where(AuditEvent.subject_type == "export")
        ).all()
    assert [tuple(row) for row in said] == [
        ("export.asked", "short-breaks-record"),
        ("export.made", "batch 1"),
        ("export.taken", "batch 1"),
    ]


@pytest.mark.sqlite
def test_what_is_not_there_is_not_found(installation: Installation, officer: CarefulClient) -> None:
    officer.visit("/exports")
    assert officer.get("/exports/batches/1.csv").status_code == 404
    assert officer.post("/exports/nothing", data={}).status_code == 404
    assert installation.row_counts()["export_batch"] == 0


@pytest.mark.sqlite
def test_a_commissioner_takes_nothing_out(installation: Installation, officer: CarefulClient) -> None:
    a_tier_2_referral(installation)
    a_batch(officer, SHORT_BREAKS)
    commissioner = installation.officer(Role.COMMISSIONER)
    for address in ("/exports", "/exports/batches/1.csv"):
        assert commissioner.get(address).status_code == 403
