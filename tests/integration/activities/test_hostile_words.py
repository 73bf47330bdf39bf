"""What somebody types stands on the page as it was typed, and never as markup."""

from urllib.parse import urlencode

import pytest

from tests.careful_client import CarefulClient

pytestmark = pytest.mark.sqlite
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><b>&amp;",
    "hole0end",
    "\ue000swimming\ue000",
    "{{ 7 * 7 }} %(n)s %s",
)


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("name", ["q", "near", "date", "within", "sort", "type", "page", "odd"])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_an_address_with_anything_in_it_is_a_good_page(
    name: str, typed: str, language: str, family: CarefulClient
) -> None:
    page = family.visit(f"/activities?{urlencode({name: typed})}", headers={"Accept-Language": language})
    assert all(script.get("src") for script in page.find_all("script"))
    assert page.find("script", string="alert(1)") is None
    if name in {"q", "near"}:
        assert page.find(id=name)["value"] == typed


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_sent_form_with_anything_in_it_is_shown_again(typed: str, family: CarefulClient) -> None:
    family.post("/activities/search", data={"q": typed, "near": typed, "date": typed})
    page = family.page
    assert len(family.errors) == 2
    assert page.find(id="near")["value"] == typed
    assert page.find(id="date")["value"] == typed[:60]
    assert page.find("script", string="alert(1)") is None
