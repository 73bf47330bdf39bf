"""J9: a commissioner needs the “Consultees” section: import, report, code, merge, undo; wide, narrow, plain."""

import csv
import io
import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.accounts.services import add_user
from portal.app import open_database
from portal.core.roles import Role
from portal.infra.clock import now
from portal.infra.content_pack import ContentPack
from portal.infra.db import Database
from portal.infra.keys import Keys, load_keys
from portal.settings import PROJECT, Face, Settings
from portal.surveys.services.importing import import_answers
from portal.surveys.services.importing_rounds import ImportPlan
from tests.browser.conftest import Site
from tests.browser.inspection import assert_good
from tests.browser.walking import fill_in, follow, heading, press
from tests.integration.surveys.coding_desk import a_comment

pytestmark = pytest.mark.sqlite

PASSWORD = "three random words suffice"
DATA = PROJECT / "tests" / "data" / "survey-001"
REPORT = "/surveys/reports/consultees"
BUDDIES = "Not enough buddies/buddying hours or local short break services available"
CLOSED = "Services closed because of Covid-19 lockdown"
FORMULA = "=HYPERLINK(1)"
SAVED = "Your choice is saved."


@pytest.fixture(scope="module")
def house(site: Site) -> Iterator[tuple[Database, Keys]]:
    """Open the database of the site with the worker's keys."""
    environment = {"PORTAL_INSTANCE": str(site.folder), "PORTAL_DATABASE_URL": site.database_url}
    settings = Settings.from_environment(Face.WORKER, environment)
    keys = load_keys(settings.keys, Face.WORKER)
    database = open_database(settings, keys)
    yield database, keys
    database.close()


@pytest.fixture(scope="module")
def imported(house: tuple[Database, Keys], pack: ContentPack) -> str:
    """Import the answers of S001 and give the part of an address that names their rounds."""
    database, keys = house
    plan = ImportPlan(DATA / "s001_answers.csv", source="S001", is_synthetic=True)
    report = import_answers(database, plan, now=now(), pack=pack, seal=keys.seal_for_worker)
    return "&".join(f"round={code}" for code in report.rounds)


@pytest.fixture
def second_page(browser: Browser) -> Iterator[Page]:
    """Give the browser of another person, in which scripts are off."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    yield context.new_page()
    context.close()


def signed_in(tab: Page, site: Site, database: Database, name: str, role: Role = Role.COMMISSIONER) -> None:
    """Sign a new member of staff in."""
    email = f"{secrets.token_hex(6)}@orchard.example.org"
    with database.unit_of_work() as session:
        add_user(session, now=now(), email=email, name=name, password=PASSWORD, roles=(role,))
    tab.goto(f"{site.staff}/sign-in")
    fill_in(tab, {"email": email, "password": PASSWORD})
    press(tab, "Sign in")


def table_of(tab: Page, title: str) -> list[list[str]]:
    """Give the cells of the report's table under a heading."""
    part = tab.locator("section.report").filter(has=tab.get_by_role("heading", name=title, exact=False))
    rows = part.first.locator("tbody tr")
    return [[cell.strip() for cell in row.locator("td, th").all_inner_texts()] for row in rows.all()]


def counts(tab: Page, site: Site, code: str) -> dict[str, str]:
    """Give the number of people by theme in the group of “negative” ratings, as the report shows it."""
    tab.goto(f"{site.staff}{REPORT}?round={code}")
    return {row[1]: row[2] for row in table_of(tab, "Negative")}


def coded(tab: Page, site: Site, code: str, themes: list[str]) -> None:
    """Go through everything that this person has not coded, each comment to the same themes."""
    tab.goto(f"{site.staff}/themes/{code}/negative")
    follow(tab, "Not coded by you")
    while tab.get_by_role("button", name="Save and go on").count():
        assert not tab.locator('[name="themes"]:checked').count()
        for theme in themes:
            tab.get_by_label(theme).check()
        press(tab, "Save and go on")


def test_the_report_is_for_commissioners_who_are_signed_in(
    page: Page, second_page: Page, site: Site, house: tuple[Database, Keys]
) -> None:
    page.goto(f"{site.staff}{REPORT}")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    signed_in(second_page, site, house[0], "Officer", Role.TRIAGE_OFFICER)
    for address in (REPORT, "/themes"):
        answer = second_page.goto(f"{site.staff}{address}")
        assert answer is not None
        assert answer.status == 403
    answer = page.goto(f"{site.public}{REPORT}")
    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_the_imported_answers_give_the_table_of_the_seed(
    page: Page, second_page: Page, site: Site, house: tuple[Database, Keys], imported: str, scripts: str
) -> None:
    tab = page if scripts == "with scripts" else second_page
    expected: dict[str, Any] = json.loads((DATA / "s001_expected.json").read_text())
    signed_in(tab, site, house[0], "Carla")
    tab.goto(f"{site.staff}{REPORT}?{imported}")
    shown = " ".join(tab.locator("main").inner_text().split())
    assert "35 responses" in shown
    assert "45 responses" in shown
    assert "not findings" in shown
    parts = tab.locator("section.report").all()
    assert len(parts) == len(expected["groups"]) == 6
    for part, group in zip(parts, expected["groups"], strict=True):
        words = " ".join(part.inner_text().split())
        assert group["heading"] in words
        assert f"N = {expected['responses'][group['survey']]} responses." in words
        rows = [row.locator("td, th").all_inner_texts() for row in part.locator("tbody tr").all()]
        wanted = [
            [str(row["rank"]), row["label"], str(row["count"]), f"{row['percent']}%"] for row in group["rows"]
        ]
        assert [[cell.strip() for cell in row] for row in rows] == wanted
    if tab is page:
        assert_good(tab)


def test_two_people_code_merge_and_undo_and_the_report_changes_at_once(
    page: Page, second_page: Page, site: Site, house: tuple[Database, Keys]
) -> None:
    database, keys = house
    code = f"parents-{secrets.token_hex(4)}"
    for words in ("The buddy left", "All was closed"):
        a_comment(database, keys, words, code=code)
    signed_in(page, site, database, "Anna")
    signed_in(second_page, site, database, "Bert")
    assert counts(page, site, code) == {BUDDIES: "0", CLOSED: "0"}
    expect(page.get_by_text("2 responses").first).to_be_visible()

    coded(page, site, code, [BUDDIES])
    coded(second_page, site, code, [BUDDIES, CLOSED])
    assert counts(page, site, code) == {BUDDIES: "2", CLOSED: "2"}
    second_page.goto(f"{site.staff}/themes/{code}/negative")
    for name in ("Anna", "Bert"):
        expect(second_page.get_by_role("row", name=name)).to_contain_text("2")
    expect(second_page.get_by_text("0% of 2 coded twice")).to_be_visible()
    follow(second_page, "Comments about which two coders differ")
    expect(second_page.get_by_role("heading", name="Anna")).to_have_count(2)
    expect(second_page.get_by_role("heading", name="Bert")).to_have_count(2)

    second_page.goto(f"{site.staff}/themes/{code}/negative/list")
    fill_in(second_page, {"from_code": "closed_covid", "into_code": "not_enough_buddies_or_local"})
    press(second_page, "Merge")
    assert counts(page, site, code) == {BUDDIES: "2"}
    page.goto(f"{site.staff}/themes/{code}/negative/list")
    assert_good(page)
    press(page, f"Undo the merge of {CLOSED}")
    expect(page.get_by_role("status")).to_contain_text("The merge is undone.")
    assert counts(page, site, code) == {BUDDIES: "2", CLOSED: "2"}


def test_the_desk_is_good_at_both_widths_and_works_by_keyboard(
    page: Page, site: Site, house: tuple[Database, Keys]
) -> None:
    database, keys = house
    code = f"parents-{secrets.token_hex(4)}"
    for words in ("The buddy left", "Closed. " * 40):
        a_comment(database, keys, words, code=code)
    signed_in(page, site, database, "Dora")
    page.goto(f"{site.staff}/themes")
    assert_good(page)
    page.goto(f"{site.staff}/themes/{code}/negative")
    assert_good(page)
    follow(page, "Not coded by anybody (2)")
    assert_good(page)
    expect(page.locator(".coding-comment")).to_be_focused()
    for key in ("Tab", "Space"):
        page.keyboard.press(key)
    expect(page.get_by_label(BUDDIES)).to_be_checked()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text(SAVED)).to_be_visible()
    press(page, "Save and go on")
    expect(page.locator(".error-summary")).to_be_focused()
    assert_good(page)
    follow(page, "Skip for now")
    page.get_by_label("None of these fits").check()
    press(page, "Save and go on")
    expect(page.get_by_role("status")).to_contain_text("Nothing is left in this queue.")
    expect(page.get_by_text("2 of 2 coded, 0 not coded.").first).to_be_visible()
    for part in ("mine", "differences", "history"):
        page.goto(f"{site.staff}/themes/{code}/negative/{part}")
        assert_good(page)


def test_the_file_runs_nothing_in_a_spreadsheet(page: Page, site: Site, house: tuple[Database, Keys]) -> None:
    database, keys = house
    code = f"parents-{secrets.token_hex(4)}"
    a_comment(database, keys, "The bus", code=code)
    signed_in(page, site, database, "Edna")
    page.goto(f"{site.staff}/themes/{code}/negative")
    follow(page, "Not coded by anybody (1)")
    page.get_by_label("A theme that is not in the list").fill(FORMULA)
    press(page, "Save and go on")
    answer = page.request.get(f"{site.staff}{REPORT}.csv?round={code}")
    cells = [cell for row in csv.reader(io.StringIO(answer.text())) for cell in row]
    assert f"'{FORMULA}" in cells
    assert FORMULA not in cells
    page.goto(f"{site.staff}{REPORT}?round={code}")
    assert heading(page) == "Consultees"
    expect(page.get_by_role("cell", name=FORMULA)).to_be_visible()
