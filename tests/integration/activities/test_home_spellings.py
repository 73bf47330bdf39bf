"""A full postcode is understood however it is spelled, and stands in no address."""

import pytest
from werkzeug.test import TestResponse

from tests.careful_client import CarefulClient

pytestmark = pytest.mark.sqlite

SPELLINGS = (
    "HR6:8NW",
    "ＨＲ６ ８ＮＷ",
    "HR6 (8NW)",
    "HR6·8NW",
    "HR6\u22128NW",
    "HR6\u200e \u200e8NW\ufeff",
    "HR\u00ad6 8\u2060NW",
    "h r 6 8 n w",
    "HR6 & 8NW",
)


def led_to(answer: TestResponse) -> str:
    """Give the address to which an answer leads, without the place on its page."""
    assert answer.status_code == 303
    return str(answer.location).partition("#")[0]


@pytest.mark.parametrize("home", SPELLINGS)
def test_a_search_leads_to_the_sector(home: str, family: CarefulClient) -> None:
    for typed in ({"q": f"swim {home}"}, {"q": "swim", "near": home}):
        answer = family.post("/activities/search", data=typed)
        assert led_to(answer) == "/activities?q=swim&near=HR6+8"


@pytest.mark.parametrize("home", SPELLINGS)
@pytest.mark.parametrize("page", ["/activities", "/activities/map", "/missing"])
def test_an_old_address_leads_to_the_sector(home: str, page: str, family: CarefulClient) -> None:
    for name in ("q", "near"):
        answer = family.get(page, query_string={name: home})
        assert led_to(answer).startswith(f"{page}?near=HR6+8")


@pytest.mark.parametrize("words", ["KS2 4pm club", "KS2 4pm", "U11 6pm football"])
def test_a_time_is_no_postcode(words: str, family: CarefulClient) -> None:
    answer = family.post("/activities/search", data={"q": words})
    assert led_to(answer) == f"/activities?q={words.replace(' ', '+')}"
