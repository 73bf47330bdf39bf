"""“Do I need a diagnosis?” and the families who were told so: a role, a date, no person."""

import csv
import io

import pytest
from sqlalchemy import select

from portal.core.roles import STAFF_ROLES, Role
from portal.infra.clock import today
from portal.offer.content import Tiers
from portal.voice.models import ToldDiagnosis
from tests.careful_client import CarefulClient
from tests.installation import Installation

PAGE, STAFF = "/do-i-need-a-diagnosis", "/told-a-diagnosis"


def told(family: CarefulClient, said_by: str = "school", area: str = "") -> None:
    """Tell who said that a diagnosis is needed."""
    family.visit(PAGE)
    family.press("Tell us", {"said_by": said_by, **({"area": area} if area else {})})
    assert family.heading == "Thank you for telling us", family.errors


def kept(installation: Installation) -> int:
    """Give how many rows there are."""
    return installation.row_counts()["told_diagnosis"]


def events(installation: Installation) -> list[str]:
    """Give the actions that are on record."""
    rows = installation.rows()["audit_event"]
    return [part for row in rows for part in row if str(part).startswith("told_diagnosis.")]


@pytest.mark.sqlite
def test_each_thing_has_a_table_with_an_answer_for_each_tier(
    installation: Installation, family: CarefulClient
) -> None:
    page = family.visit(PAGE)
    tiers = installation.pack.of(Tiers).tiers
    for code, caption in (
        ("diagnosis", "Do I need a diagnosis?"),
        ("ehc-plan", "Do I need an EHC plan?"),
        ("social-care-assessment", "Do I need a social care assessment?"),
    ):
        heading = page.find("h2", id=code)
        table = heading.find_next("table")
        assert table.caption.get_text() == caption
        assert [cell["scope"] for cell in table.select("thead th")] == ["col", "col", "col"]
        rows = table.select("tbody tr")
        assert [row.th.get_text() for row in rows] == [tier.title for tier in tiers]
        assert all(row.th["scope"] == "row" for row in rows)
    assert table.select("tbody tr strong")[2].get_text() == "Yes"


def test_one_row_with_a_role_an_area_and_a_date_is_kept(
    installation: Installation, family: CarefulClient
) -> None:
    told(family, "gp", "bromyard")
    with installation.database.reading() as session:
        row = session.scalars(select(ToldDiagnosis)).one()
        assert (row.said_by, row.area, row.told_on) == ("gp", "bromyard", today())
    assert events(installation) == ["told_diagnosis.told"]
    assert "You do not need a diagnosis." in family.text


def test_a_second_press_counts_once_and_another_role_counts_too(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit(PAGE)
    form, address = family.page, family.address
    for said_by in ("school", "school", "gp"):
        family.page, family.address = form, address
        family.press("Tell us", {"said_by": said_by})
    assert kept(installation) == 2
    assert len(events(installation)) == 2


@pytest.mark.sqlite
def test_without_a_role_nothing_is_kept_and_the_page_says_so(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit(PAGE)
    family.press("Tell us")
    assert family.errors == ["Choose who told you that you need a diagnosis"]
    assert family.page.select_one('.error-summary a[href="#said_by"]')
    family.post(PAGE, data={"said_by": "the king"})
    assert kept(installation) == 0
    family.press("Tell us", {"said_by": "council", "csrf_token": "x"})
    assert "What you wrote is still here." in family.errors[0]
    assert kept(installation) == 0


@pytest.mark.sqlite
def test_an_area_that_is_none_of_ours_is_left_out(installation: Installation, family: CarefulClient) -> None:
    family.visit(PAGE)
    token = family.page.select_one("[name=csrf_token]")
    family.post(PAGE, data={"csrf_token": str(token["value"]), "said_by": "school", "area": "atlantis"})
    with installation.database.reading() as session:
        assert session.scalars(select(ToldDiagnosis)).one().area is None


@pytest.mark.sqlite
def test_another_language_keeps_the_choice(installation: Installation, family: CarefulClient) -> None:
    family.visit(PAGE)
    family.press("Tell us", {"area": "ledbury"})
    family.press("Polski", {"said_by": "provider"})
    assert family.page.html["lang"] == "pl"
    ticked = {f"{one['name']}={one['value']}" for one in family.page.select("#told input[checked]")}
    assert ticked == {"said_by=provider", "area=ledbury"}
    assert kept(installation) == 0


def test_the_commissioners_counter_rises_by_one(installation: Installation, family: CarefulClient) -> None:
    commissioner = installation.officer(Role.COMMISSIONER)
    commissioner.visit("/")
    commissioner.follow("Told to get a diagnosis")
    assert "0 messages." in commissioner.text
    told(family, "school")
    told(installation.family(), "school", "ledbury")
    told(installation.family(), "gp")
    commissioner.visit(STAFF)
    rows = {row.th.get_text(): [cell.get_text() for cell in row("td")] for row in commissioner.page("tr")[1:]}
    assert rows["School, nursery or college"] == ["2", "2"]
    assert rows["Family doctor (GP)"] == ["1", "1"]
    assert rows["Social worker"] == ["0", "0"]
    assert rows["Everybody"] == ["3", "3"]
    commissioner.visit(f"{STAFF}?to=2020-01-01")
    assert "0 messages." in commissioner.text


def test_the_file_has_month_role_and_area(installation: Installation, family: CarefulClient) -> None:
    told(family, "school", "ledbury")
    answer = installation.officer(Role.COMMISSIONER).get(f"{STAFF}.csv")
    assert "not-for-publication" in answer.headers["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert row == {
        "Month": f"{today():%Y-%m}",
        "Who said it": "School, nursery or college",
        "Area": "Ledbury",
        "Messages": "1",
        "Use": "Not for publication",
    }
    assert events(installation) == ["told_diagnosis.told", "told_diagnosis.counts_exported"]


@pytest.mark.parametrize("address", [STAFF, f"{STAFF}.csv"])
@pytest.mark.sqlite
def test_only_commissioners_see_it(installation: Installation, address: str) -> None:
    for role in set(STAFF_ROLES) - {Role.COMMISSIONER}:
        assert installation.officer(role).get(address).status_code == 403
    assert installation.family().get(address).status_code == 404
    assert events(installation) == []
