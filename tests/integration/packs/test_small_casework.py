"""Another council's own hours, matching and files: other years, other programmes, another layout."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.referrals.child_story import a_child, on

pytestmark = pytest.mark.sqlite


@time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=UTC))
def test_hours_are_counted_by_the_other_councils_year(small: Installation) -> None:
    officer = small.officer()
    code = a_child(small, officer, district="leek")
    officer.visit(f"/children/{code}/programme")
    officer.press("Start the programme", {"programme": "passport", **on("started_on")})
    assert "1 September 2026 to 31 August 2027" in officer.text
    # 96 hours a year, 274 of 365 days, to the nearest quarter of an hour.
    assert [one.get_text() for one in officer.page.select(".child dd")] == [
        "0 hours",
        "72 hours",
        "72 hours",
    ]
    officer.visit(f"/children/{code}/step")
    assert {one.get_text() for one in officer.page.select(".choice label")} == {
        "Open to all",
        "With some help",
    }


def test_what_fits_is_weighed_by_the_other_councils_weights(small: Installation) -> None:
    officer = small.officer()
    reference = a_tier_2_referral(small, district="leek", activity="Leek Cavers")
    officer.visit(f"/referrals/{reference}/matches")
    assert officer.page.select("section.match")
    assert "The family asked for it" in officer.text
    assert "Leominster" not in officer.text


def test_the_file_has_the_other_councils_columns(small: Installation) -> None:
    officer = small.officer()
    reference = a_tier_2_referral(small, district="leek")
    officer.visit("/exports")
    officer.press("Make a batch: Ledger")
    text = officer.get("/exports/batches/1.csv").get_data(as_text=True)
    header, row = text.splitlines()
    assert header == "Ref,Child,Born,State,Urgent"
    assert row.startswith(f"{reference},CH-")
    assert row.endswith(",27.03.2016,submitted,0")
