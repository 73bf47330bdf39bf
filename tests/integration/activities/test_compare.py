"""Activities side by side: the same rows for each, and "Not known – ask" where nobody has said."""

import pytest
from bs4 import BeautifulSoup

from tests.careful_client import CarefulClient

pytestmark = pytest.mark.sqlite

CLUB, RIDING = "friday-night-club-leominster", "long-meadow-riding"
BOTH = f"/compare?activity={RIDING}&activity={CLUB}"


def _slugs(family: CarefulClient) -> list[str]:
    family.visit("/activities")
    return [str(link["href"]).rsplit("/", 1)[1] for link in family.page.main.select("h3 a")]


def _heads(page: BeautifulSoup) -> list[str]:
    return [str(link["href"]).rsplit("/", 1)[1] for link in page.select("thead th[scope=col] a")]


def _row(page: BeautifulSoup, label: str) -> list[str]:
    heads = [head for head in page.select("th[scope=row]") if head.get_text().strip() == label]
    assert len(heads) == 1, f"{label}: {len(heads)} rows"
    return [" ".join(cell.get_text(" ").split()) for cell in heads[0].find_next_siblings("td")]


def test_every_fact_has_one_row_and_every_activity_a_cell_in_it(family: CarefulClient) -> None:
    page = family.visit(BOTH)
    assert _heads(page) == [RIDING, CLUB]
    for row in page.select("tbody tr:not(.compare__part)"):
        assert len(row.find_all("td")) == 2, row.th
        assert all(cell.get_text().strip() for cell in row.find_all("td")), row.th
    for table in page.find_all("table"):
        assert table.caption is not None
    for label in ("Tier", "How to get this", "Assessment", "Ages", "When", "Next date", "Where", "Bus stop", "Cost",
                  "Ways to pay", "Places", "Languages spoken", "Contact", "When we checked this"):  # fmt: skip
        assert _row(page, label)


def test_facts_are_said_in_words(family: CarefulClient) -> None:
    page = family.visit(BOTH)
    assert _row(page, "Ages") == ["4 to 25 years", "11 to 17 years"]
    assert _row(page, "Assessment") == ["No assessment needed"] * 2
    assert _row(page, "Tier")[1] == "Tier 1: activities for everyone"
    assert "Long Meadow Yard" in _row(page, "Where")[0]
    assert _row(page, "Contact")[0].startswith("Phone: 01632 960233")


def test_access_answers_differ_without_colour_and_unknown_is_never_no(family: CarefulClient) -> None:
    page = family.visit(BOTH)
    answers = {
        cell
        for row in page.select(".compare__table--access tbody td")
        for cell in [row.get_text(" ").strip()]
    }
    said = {" ".join(answer.split()) for answer in answers}
    assert "✓ Yes" in said
    assert "? Not known – ask" in said
    assert _row(page, "Hoist")[0] == "✓ Yes"
    assert _row(page, "Changing Places toilet")[0] == "✗ No"
    assert _row(page, "Step-free entrance")[0] == "~ Partly"
    assert len(_row(page, "Staff can help with personal care")) == 2


def test_four_stand_side_by_side_and_the_others_are_offered(family: CarefulClient) -> None:
    slugs = _slugs(family)[:6]
    address = "/compare?" + "&".join(f"activity={slug}" for slug in slugs)
    page = family.visit(address)
    assert _heads(page) == slugs[:4]
    assert [box["value"] for box in page.select("input[name=show]")] == slugs
    assert [box["value"] for box in page.select("input[name=show][checked]")] == slugs[:4]
    page_of_two = family.press("Compare these", {"show": [slugs[0], slugs[5]]})
    assert page_of_two.status_code == 200
    assert _heads(family.page) == [slugs[0], slugs[5]]
    assert [box["value"] for box in family.page.select("input[name=show]")] == slugs


def test_one_can_be_left_out(family: CarefulClient) -> None:
    family.visit(BOTH)
    family.follow("Leave this out: Friday Night Club")
    assert _heads(family.page) == [RIDING]


def test_the_address_is_the_list_for_anybody(family: CarefulClient) -> None:
    page = family.visit(f"{BOTH}&show={CLUB}")
    link = page.select_one(".share__link a")
    assert link is not None
    assert link["href"] == BOTH
    assert link.get_text() == f"http://127.0.0.1:8000{BOTH}"
    title = page.select_one("svg.qr title")
    assert title is not None
    assert title.get_text() == "Opens this list on a phone"


def test_a_list_that_was_sent_can_be_saved(family: CarefulClient) -> None:
    page = family.visit(BOTH)
    button = page.find("button", string="Save these to my list")
    assert button is not None
    form = family.filled(family._form_of(button), {})
    family.visit(family.post(str(button["formaction"]), data=form).location)
    assert "Saved to your list: 2 things." in family.text
    assert not family.visit(BOTH).find("button", string="Save these to my list")


def test_what_is_gone_is_said_kindly(family: CarefulClient) -> None:
    family.visit(f"{BOTH}&activity=gone-club&activity=old-club")
    assert _heads(family.page) == [RIDING, CLUB]
    assert "2 activities are no longer there." in family.text


@pytest.mark.parametrize(
    "query", ["", "?activity=", "?activity=gone-club", "?activity=%00&show=%FF", "?activity=" + "x" * 3000]
)
def test_nothing_to_compare_is_no_error(query: str, family: CarefulClient) -> None:
    family.visit(f"/compare{query}")
    assert "There is nothing to compare here." in family.text


def test_a_comparison_speaks_the_language_of_the_page(family: CarefulClient) -> None:
    page = family.visit(f"{BOTH}&lang=pl")
    head = page.select_one("thead th a")
    assert head is not None
    assert head["lang"] == "en"
    assert "Wiek" in [row.get_text() for row in page.select("th[scope=row]")]
