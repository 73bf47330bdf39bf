"""Unmet needs for commissioners: right numbers, words apart, safe files, each look on record."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from portal.accounts.models import User
from portal.core.roles import STAFF_ROLES, Role
from portal.infra.clock import today
from portal.voice.jobs import removals as jobs
from portal.voice.models import UnmetNeed, UnmetNeedText
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.voice.telling import NEED, events, kept, told

PAGES = ("/unmet-needs", "/unmet-needs/words", "/unmet-needs.csv", "/unmet-needs/words.csv")


@pytest.fixture
def commissioner(installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who is signed in."""
    return installation.officer(Role.COMMISSIONER)


def rows_of(answer_text: str) -> list[dict[str, str]]:
    """Read a CSV as a spreadsheet does."""
    assert answer_text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer_text.removeprefix("\ufeff"))))


def tables_of(client: CarefulClient) -> dict[str, dict[str, list[str]]]:
    """Give the numbers of each table, by the name of its region and of its line."""
    return {
        str(region["aria-label"]): {
            row.th.get_text(): [cell.get_text() for cell in row.select("td")]
            for row in region.select("tbody tr")
            if row.th
        }
        for region in client.page.select(".table-scroll")
    }


def test_needs_are_counted_by_area_and_by_what_is_missing(
    installation: Installation, commissioner: CarefulClient
) -> None:
    told(installation.family())
    told(installation.family(), {"type": "swimming", "district": "ledbury", "day": ["saturday", "sunday"]})
    told(installation.family(), {"words": "Anything at all"})
    commissioner.visit("/")
    commissioner.follow("What families miss")
    assert "All days: 3 messages." in commissioner.text
    assert "Not for publication." in commissioner.text
    tables = tables_of(commissioner)
    areas = tables["Areas and what is missing most"]
    assert areas["Bromyard"] == ["1", "1", "1"]
    assert areas["Ledbury"] == ["1", "1", "0"]
    assert areas["Not said"] == ["1", "0", "0"]
    assert areas["Kington"] == ["0", "0", "0"]
    assert areas["All areas"] == ["3", "2", "1"]
    assert list(tables["What to do"].items()) == [("Swimming", ["2"]), ("Trampolining", ["1"])]
    assert tables["Day"] == {"Saturday": ["2"], "Sunday": ["1"]}
    assert tables["Support needed"] == {"Autism": ["1"]}
    assert "Access" not in tables


def test_only_the_days_that_were_asked_for_are_counted(
    installation: Installation, commissioner: CarefulClient
) -> None:
    told(installation.family())
    with installation.database.unit_of_work() as session:
        session.execute(update(UnmetNeed).values(told_on=date(2026, 11, 22)))
    told(installation.family(), {"type": "cinema"})
    commissioner.visit("/unmet-needs?from=2026-11-22&to=2026-11-22")
    assert "22 November 2026 to 22 November 2026: 1 message." in commissioner.text
    assert "Cinema" not in commissioner.text
    assert "Trampolining" not in commissioner.get("/unmet-needs.csv?from=2026-11-23").text
    commissioner.visit("/unmet-needs?to=2026-11-21")
    assert "0 messages." in commissioner.text
    commissioner.visit("/unmet-needs/words?from=2026-11-30&to=2026-11-30")
    assert "1 November 2026 to 30 November 2026: 1 message with words." in commissioner.text
    commissioner.visit("/unmet-needs/words?to=2026-10-31")
    assert "A trampoline club" not in commissioner.text


@pytest.mark.parametrize(
    ("days", "error"),
    [
        ("from=x", "Enter a date, like 2026-11-01"),
        ("to=2026-02-30", "Enter a date, like 2026-11-01"),
        ("from=2026-11-02&to=2026-11-01", "The last day must not be before the first"),
    ],
)
@pytest.mark.sqlite
def test_days_that_make_no_sense_are_told(commissioner: CarefulClient, days: str, error: str) -> None:
    commissioner.visit(f"/unmet-needs?{days}")
    assert error in commissioner.text
    assert "All days: 0 messages." in commissioner.text
    for page in PAGES:
        assert commissioner.get(f"{page}?{days}").status_code == 200


def test_words_are_read_apart_from_the_choices(
    installation: Installation, commissioner: CarefulClient
) -> None:
    told(installation.family())
    commissioner.visit("/unmet-needs")
    assert "A trampoline club." not in commissioner.text
    commissioner.follow("In their own words")
    assert "A trampoline club. 😀" in commissioner.text
    assert "Autism" not in commissioner.text
    assert "Bromyard" not in commissioner.text


def test_one_damaged_text_hides_no_other(installation: Installation, commissioner: CarefulClient) -> None:
    told(installation.family())
    with installation.database.unit_of_work() as session:
        session.execute(update(UnmetNeedText).values(sealed=b"x"))
    told(installation.family(), {"words": "A quiet swim"})
    commissioner.visit("/unmet-needs/words")
    assert "(these words cannot be opened)" in commissioner.text
    assert "A quiet swim" in commissioner.text


def test_the_files_are_marked_and_safe_in_a_spreadsheet(
    installation: Installation, commissioner: CarefulClient
) -> None:
    told(installation.family(), {**NEED, "words": '=HYPERLINK("http://example.org")'})
    counts = commissioner.get("/unmet-needs.csv")
    assert counts.mimetype == "text/csv"
    assert "not-for-publication.csv" in counts.headers["Content-Disposition"]
    rows = rows_of(counts.text)
    assert {
        "Area": "Bromyard",
        "About": "What to do",
        "Named": "Swimming",
        "Messages": "1",
        "Use": "Not for publication",
    } in rows
    assert [row["Messages"] for row in rows if row["About"] == "All messages"].count("1") == 1
    assert "HYPERLINK" not in counts.text
    (row,) = rows_of(commissioner.get("/unmet-needs/words.csv").text)
    assert row == {
        "In their own words": '\'=HYPERLINK("http://example.org")',
        "Use": "Not for publication",
    }


@pytest.mark.parametrize(
    ("address", "action"),
    list(zip(PAGES, ("counts_seen", "words_seen", "counts_exported", "words_exported"), strict=True)),
)
@pytest.mark.sqlite
def test_each_look_is_on_record(
    installation: Installation, commissioner: CarefulClient, address: str, action: str
) -> None:
    assert commissioner.get(address).status_code == 200
    (event,) = events(installation)
    with installation.database.reading() as session:
        looker = session.scalar(select(User.id).where(User.name == "Officer One"))
    assert f"unmet_need.{action}" in event
    assert str(looker) in event


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.sqlite
def test_unmet_needs_are_for_commissioners_only(installation: Installation, address: str) -> None:
    for role in set(STAFF_ROLES) - {Role.COMMISSIONER}:
        assert installation.officer(role).get(address).status_code == 403, role
    assert installation.visitor_of_staff().get(address).status_code == 303
    assert installation.family().get(address).status_code == 404
    assert events(installation) == []


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, ""])
@pytest.mark.sqlite
def test_an_odd_page_number_is_no_error(commissioner: CarefulClient, page: str) -> None:
    assert commissioner.get(f"/unmet-needs/words?page={page}").status_code == 200


@pytest.mark.sqlite
def test_many_words_come_in_pages_that_keep_the_days(
    installation: Installation, commissioner: CarefulClient
) -> None:
    family = installation.family()
    for number in range(51):
        told(family, {"words": f"Wish {number}"})
    day = today().isoformat()
    commissioner.visit(f"/unmet-needs/words?from={day}")
    assert len(commissioner.page.select("blockquote")) == 50
    commissioner.follow("Next page")
    assert len(commissioner.page.select("blockquote")) == 1
    assert f"from={day}" in commissioner.address
    assert len(rows_of(commissioner.get("/unmet-needs/words.csv").text)) == 51


def test_words_end_after_two_years_and_counts_stay(installation: Installation) -> None:
    told(installation.family())
    with installation.database.unit_of_work() as session:
        assert jobs.remove_old(session, today() + jobs.WORDS_LIFE - timedelta(days=1)) == 0
        assert jobs.remove_old(session, today() + jobs.WORDS_LIFE) == 1
        assert jobs.remove_old(session, today() + jobs.WORDS_LIFE) == 0
    assert kept(installation) == [1, 4, 0]


def test_the_worker_removes_old_words(installation: Installation) -> None:
    told(installation.family())
    installation.work()
    assert kept(installation) == [1, 4, 1]
    with installation.database.unit_of_work() as session:
        session.execute(update(UnmetNeed).values(told_on=today() - jobs.WORDS_LIFE))
    installation.work()
    assert kept(installation) == [1, 4, 0]
