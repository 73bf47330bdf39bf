"""From the result to the letter, to things to do that fit, and into the request with the answers."""

import pytest
from bs4 import Tag

from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.eligibility.test_checker import answered, links

TAKE = "Ask for a short break and take my answers along"


def value(family: CarefulClient, selector: str) -> str:
    """Give what a chosen option or box of the page holds."""
    found = family.page.select_one(selector)
    assert isinstance(found, Tag), selector
    return str(found["value"])


def stored(installation: Installation) -> dict[str, object]:
    """Give all rows but the counts of posts, by which floods are stopped."""
    return {name: rows for name, rows in installation.rows().items() if name != "post_count"}


def test_the_answers_go_along_when_the_family_says_so(
    installation: Installation, family: CarefulClient
) -> None:
    answered(family, needs=["autism", "hearing"], safe="no")
    before = installation.rows()
    family.press(TAKE)
    assert family.heading == "Take your answers along"
    for words in ("Bromyard", "Autism", "Deaf or hearing loss", "I do not feel able to keep my child"):
        assert words in family.text
    drafts = {name: rows for name, rows in installation.rows().items() if "draft" in name}
    assert drafts == {name: rows for name, rows in before.items() if "draft" in name}
    family.press("Go on to the form")
    assert family.heading == "Do you need help now?"
    assert value(family, "input[name=urgent_help][checked]") == "not_safe"
    family.visit("/ask/parent/questions/home")
    assert value(family, "select[name=district] option[selected]") == "bromyard"
    family.visit("/ask/parent/questions/needs")
    ticked = [box["value"] for box in family.page.select("input[name=support_needs][checked]")]
    assert ticked == ["autism", "hearing"]


def test_what_is_not_sure_does_not_go_along(family: CarefulClient) -> None:
    answered(family, area="not_sure", needs=["not_sure"], safe="not_sure")
    family.press(TAKE)
    assert "You start with an empty one." in family.text
    family.press("Go on to the form")
    assert not family.page.select("input[checked]")


def test_what_was_written_in_the_form_before_stays(family: CarefulClient) -> None:
    family.visit("/ask")
    family.press("Start")
    family.press("Continue", {"urgent_help": "soon"})
    answered(family, safe="no")
    family.press(TAKE)
    family.press("Go on to the form")
    assert value(family, "input[name=urgent_help][checked]") == "soon"
    family.visit("/ask/parent/questions/home")
    assert value(family, "select[name=district] option[selected]") == "bromyard"


def test_without_answers_or_a_token_nothing_is_taken(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/eligibility/ask")
    assert family.heading == "Ask for a short break"
    family.post("/eligibility/ask", data={"kept": "x", "go": "result", "sure": "yes"})
    assert "We could not read your earlier answers." in family.text
    answered(family)
    kept = value(family, "form[action='/eligibility/ask'] input[name=kept]")
    before = stored(installation)
    family.post("/eligibility/ask", data={"kept": kept, "go": "result", "sure": "yes"})
    assert family.heading == "Take your answers along"
    assert family.errors
    assert stored(installation) == before


def test_the_page_with_answers_is_kept_nowhere(family: CarefulClient) -> None:
    answered(family)
    assert family.press(TAKE).headers["Cache-Control"] == "no-store"
    family.press("Polski")
    assert family.page.html["lang"] == "pl"  # type: ignore[index]


@pytest.mark.parametrize(
    ("needs", "fits"),
    [
        (["wheelchair_user"], "&need=wheelchair_user"),
        (["prefer_not_to_say"], ""),
        (["not_sure"], ""),
        ([], ""),
    ],
)
def test_things_to_do_fit_what_is_needed(family: CarefulClient, needs: list[str], fits: str) -> None:
    answered(family, needs=needs)
    assert f"/activities?tier=universal&tier=targeted&age=5-7&near=bromyard{fits}" in links(family)


def test_the_result_says_how_and_what_is_not_needed(family: CarefulClient) -> None:
    answered(family)
    assert "You do not need: a diagnosis, an EHC plan and a social care assessment." in family.text
    assert "A group of people at the council decides. It is called a panel." in family.text


def test_the_letter_says_what_is_not_needed_and_whom_to_ring(family: CarefulClient) -> None:
    answered(family)
    family.follow("A letter for the school")
    assert family.heading == "What the council says about diagnosis"
    rows = {row.th.get_text(): row.td.get_text() for row in family.page.select("tbody tr")}  # type: ignore[union-attr]
    assert rows["Tier 2: made for disabled children"].startswith("a diagnosis, an EHC plan")
    assert rows["Tier 3: after a social care assessment"] == "a diagnosis"
    assert "Orchard County Council" in family.text
    assert "01632 960120" in family.text
    assert "rules of version 2026-11" in family.text
    assert "eligible" not in family.text.lower()


def test_the_letter_is_in_english_for_the_school_and_in_the_language_of_the_reader(
    family: CarefulClient,
) -> None:
    family.visit("/eligibility/letter?lang=pl")
    languages = [letter["lang"] for letter in family.page.select("article.letter")]
    assert languages == ["en", "pl"]
    assert "What the council says about diagnosis" in family.text
