"""Telling what is missing, for tests."""

from typing import Any

from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

TABLES = ("unmet_need", "unmet_need_choice", "unmet_need_text")
# A search without results, as its address stands on the page.
SEARCH = (
    "q=trampaline&type=trampolining&need=autism&access=hoist&age=8-10&district=bromyard"
    "&travel=near_bus_stop&day=saturday&season=term_time"
)
NEED: Answers = {
    "words": "A trampoline club. 😀",
    "district": "bromyard",
    "type": ["trampolining", "swimming"],
    "need": ["autism"],
    "day": ["saturday"],
}


def told(family: CarefulClient, answers: Answers | None = None, search: str = "") -> None:
    """Tell what is missing, after a search or without one."""
    family.visit(f"/missing?{search}")
    family.press("Send", NEED if answers is None else answers)
    assert family.heading == "Thank you for telling us", family.errors


def ticked(family: CarefulClient) -> set[str]:
    """Give the choices that are made in the form."""
    return {f"{one['name']}={one['value']}" for one in family.page.select("#missing input[checked]")}


def words_typed(family: CarefulClient) -> str:
    """Give what stands in the field for words."""
    field = family.page.select_one("#words")
    assert field is not None
    return field.get_text().strip()


def events(installation: Installation) -> list[tuple[Any, ...]]:
    """Give the audit events about unmet needs."""
    return [event for event in installation.rows()["audit_event"] if "unmet_need" in event]


def kept(installation: Installation) -> list[int]:
    """Give the number of rows in each table."""
    counts = installation.row_counts()
    return [counts[table] for table in TABLES]
