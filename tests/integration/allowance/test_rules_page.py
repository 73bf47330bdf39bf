"""“Can I spend it on this?” as families read it: by year, by words, with a reason and a way on."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from portal.allowance.models import AllowanceAnswer
from portal.allowance.rules.allowed import AllowanceRules
from portal.infra.content_pack import ContentPack
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.allowance.asking import an_answer

pytestmark = pytest.mark.sqlite


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """Let the clock stand in the year for which the sample has rules."""
    with time_machine.travel(date(2026, 11, 20), tick=True):
        yield


def lines(client: CarefulClient) -> dict[str, str]:
    """Give each rule that is shown with its verdict in words."""
    return {
        rule.h3.get_text(strip=True): str(verdict.get_text(" ", strip=True))
        for rule in client.page.select(".rule")
        if rule.h3 and (verdict := rule.select_one(".verdict"))
    }


def test_all_rules_of_this_year_stand_there_under_headings(family: CarefulClient) -> None:
    family.visit("/allowance")
    assert family.heading == "Can I spend the allowance on this?"
    chosen = family.page.select_one("#year [selected]")
    assert chosen is not None
    assert chosen.get_text() == "April 2026 to March 2027"
    assert len(lines(family)) >= 40
    anchors = {str(link["href"]) for link in family.page.select("main nav a")}
    assert anchors == {f"#{section['aria-labelledby']}" for section in family.page.select("main section")}


def test_a_verdict_is_told_by_sign_and_words(family: CarefulClient) -> None:
    family.visit("/allowance")
    found = lines(family)
    assert found["Horse riding"] == "✓ Yes, you can"
    assert found["A family holiday"] == "✗ No, you cannot"
    assert found["Kit for a club"] == "? Ask us first"
    assert all(sign["aria-hidden"] == "true" for sign in family.page.select(".verdict__sign"))


def test_a_search_gives_rules_with_reasons(family: CarefulClient) -> None:
    family.visit("/allowance")
    family.press("Search", {"q": "petrol"})
    assert lines(family) == {"Petrol, parking and other car costs": "✗ No, you cannot"}
    assert "The way there and back is not part of the activity." in family.text
    assert "1 answer" in family.text
    family.follow("See all rules of this year")
    assert len(lines(family)) >= 40


def test_a_misspelling_is_understood_and_told(family: CarefulClient) -> None:
    family.visit("/allowance?q=trampaline")
    assert list(lines(family)) == ["A trampoline park or class", "A trampoline or swing for the garden"]
    assert "We looked for “trampolining”." in family.text


def test_another_year_has_other_rules_and_the_change_is_told(family: CarefulClient) -> None:
    family.visit("/allowance")
    family.press("Search", {"q": "garden trampoline", "year": "2025-26"})
    assert lines(family)["A trampoline or swing for the garden"] == "? Ask us first"
    assert "These are the rules for 1 April 2025 to 31 March 2026." in family.text
    family.press("Search", {"year": "2026-27"})
    assert lines(family)["A trampoline or swing for the garden"] == "✗ No, you cannot"
    assert "New from 1 April 2026. Before, the answer was “Ask us first”." in family.text


def test_a_year_that_is_not_decided_says_so_and_still_takes_questions(family: CarefulClient) -> None:
    family.visit("/allowance?year=2027-28")
    assert "We decide these rules in February 2027." in family.text
    assert not lines(family)
    family.follow("Ask the council")
    chosen = family.page.select_one("#year [selected]")
    assert chosen is not None
    assert chosen["value"] == "2027-28"


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 3, 31), "2025-26"), (date(2026, 4, 1), "2026-27"), (date(2031, 1, 1), "2026-27")],
)
def test_the_year_turns_on_the_first_of_april(family: CarefulClient, day: date, year: str) -> None:
    with time_machine.travel(day, tick=True):
        family.visit("/allowance")
    chosen = family.page.select_one("#year [selected]")
    assert chosen is not None
    assert chosen["value"] == year


@pytest.mark.parametrize(
    "query", ["q=drone", "q=%00", "q=" + "x" * 3000, "q=%3Cscript%3E", "year=1999-00&q=drone"]
)
def test_what_no_rule_knows_leads_to_the_council(family: CarefulClient, query: str) -> None:
    family.visit(f"/allowance?{query}")
    family.follow("Ask the council")
    assert family.heading == "Ask the council about the allowance"


def test_no_answer_is_no_no(family: CarefulClient) -> None:
    family.visit("/allowance?q=drone")
    assert "We found no rule about “drone”. That does not mean no." in family.text
    family.follow("Ask the council")
    field = family.page.select_one("#question")
    assert field is not None
    assert field.get_text().strip() == "drone"


@pytest.mark.parametrize("words", ["anna@example.org", "01632 960001", "for hr6 8nw", "hr6-8nw"])
def test_words_that_may_reach_somebody_are_not_carried_along(family: CarefulClient, words: str) -> None:
    family.get("/allowance", query_string={"q": words})
    link = next(str(one["href"]) for one in family.page.select("main a.button"))
    assert link == "/allowance/ask"


def test_an_answer_of_the_council_stands_beneath_the_rules(installation: Installation) -> None:
    an_answer(installation)
    family = installation.family()
    family.visit("/allowance")
    assert list(lines(family))[-1] == "Can I buy a drone?"
    assert "Answered on" in family.text
    family.visit("/allowance?q=drones")
    assert lines(family) == {"Can I buy a drone?": "✗ No, you cannot"}
    family.visit("/allowance?year=2025-26")
    assert "Can I buy a drone?" not in lines(family)


def test_an_answer_is_english_for_readers_of_other_languages(installation: Installation) -> None:
    an_answer(installation)
    family = installation.family()
    family.visit("/allowance?lang=pl")
    question = next(one for one in family.page.select(".rule h3") if "drone" in one.get_text())
    assert question["lang"] == "en"
    reason = question.find_next_siblings("p")[1]
    assert reason["lang"] == "en"
    assert not family.page.select("#clubs ~ ul [lang=en]")


def test_an_answer_leaves_the_page_when_the_file_has_its_code(
    installation: Installation, pack: ContentPack
) -> None:
    an_answer(installation, {"item_code": "drones"})
    assert "drone" in installation.family().visit("/allowance").get_text()
    assert "drones" not in {rule.code for file in pack.of(AllowanceRules).decided for rule in file.rules}
    with installation.database.unit_of_work() as session:
        row = session.get(AllowanceAnswer, 1)
        assert row is not None
        row.item_code = "toys"
    assert "drone" not in installation.family().visit("/allowance").get_text()
