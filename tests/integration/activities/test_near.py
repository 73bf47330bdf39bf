"""What is near stands higher, and a place among the words is where to look."""

import pytest
from bs4 import BeautifulSoup

from tests.careful_client import CarefulClient

pytestmark = pytest.mark.sqlite


def links(page: BeautifulSoup) -> list[str]:
    """Give the addresses of the results, in order."""
    return [str(link["href"]) for link in page.select("main .cards h3 a")]


def test_with_words_what_fits_best_comes_first_and_of_that_the_nearest(family: CarefulClient) -> None:
    best = links(family.visit("/activities?q=swimming&near=Leominster"))
    assert sorted(best) == sorted(links(family.visit("/activities?q=swimming")))
    assert best[0] == links(family.visit("/activities?q=swimming&district=leominster"))[0]
    nearest = links(family.visit("/activities?q=swimming&near=Leominster&sort=distance"))
    assert sorted(nearest) == sorted(best)
    assert nearest != best


def test_a_place_among_the_words_is_where_to_look(family: CarefulClient) -> None:
    family.visit("/activities?q=clubs+near+Bodenham")
    assert links(family.page)
    assert "Near Bodenham" in family.text
    assert [field["value"] for field in family.page.select("#q")] == ["clubs"]


def test_who_presses_a_button_lands_on_what_was_found(family: CarefulClient) -> None:
    answer = family.post("/activities/search", data={"q": "suicidal"})
    assert answer.location.endswith("#found")
    family.visit(answer.location)
    found = family.page.find(id="found")
    assert found is not None
    assert "I need help now" in found.get_text()
    assert "Check the spelling" not in family.text
