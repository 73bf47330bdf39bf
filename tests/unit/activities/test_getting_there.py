"""How to get there: miles that do not pretend, buses by their name, and no minutes."""

from collections.abc import Iterator

import pytest

from portal.activities.views.getting_there import getting_there
from portal.infra.i18n import speaking


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Speak English, whatever a test before spoke."""
    with speaking("en"):
        yield


NOTHING_KNOWN = {
    "miles": None,
    "is_about": False,
    "is_rural": False,
    "delivery": "in_person",
    "bus_stop": None,
    "access": {},
}


def told(**facts: object) -> tuple[str, ...]:
    return getting_there(**{**NOTHING_KNOWN, **facts})  # type: ignore[arg-type]  # Facts of a test


@pytest.mark.parametrize(
    ("miles", "is_about", "sentence"),
    [
        (0.0, False, "Less than 1 mile in a straight line. By road it is further."),
        (0.94, False, "Less than 1 mile in a straight line. By road it is further."),
        (1.04, False, "1 mile in a straight line. By road it is further."),
        (4.2, False, "4.2 miles in a straight line. By road it is further."),
        (12.3, False, "12 miles in a straight line. By road it is further."),
        (4.2, True, "About 4 miles in a straight line. By road it is further."),
        (1.2, True, "About 1 mile in a straight line. By road it is further."),
        (0.2, True, "Less than 1 mile in a straight line. By road it is further."),
    ],
)
def test_miles_are_said_to_be_straight(miles: float, is_about: bool, sentence: str) -> None:
    assert told(miles=miles, is_about=is_about)[0] == sentence


def test_roads_in_the_country_are_slow() -> None:
    slow = "Roads here are slow. Allow more time than the miles suggest."
    assert slow in told(miles=4.2, is_rural=True)
    assert slow not in told(miles=4.2)
    assert slow not in told(is_rural=True)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("yes", "There is a bus stop near."),
        ("partly", "There is a bus stop, but not close by. Ask."),
        ("no", "There is no bus stop near."),
        ("ask", "Not known if there is a bus stop near. Ask."),
        (None, "Not known if there is a bus stop near. Ask."),
    ],
)
def test_a_bus_stop_that_is_not_known_is_neither_near_nor_far(answer: str | None, sentence: str) -> None:
    access = {"near_bus_stop": answer} if answer else {}
    assert sentence in told(access=access)
    assert "Nearest bus stop: Corn Square." in told(access=access, bus_stop="Corn Square")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("yes", "They can bring your child: transport provided."),
        ("partly", "They can bring some children. Ask if they can bring your child."),
        ("no", "They cannot bring your child."),
        ("ask", "Not known if they can bring your child. Ask."),
        (None, "Not known if they can bring your child. Ask."),
    ],
)
def test_transport(answer: str | None, sentence: str) -> None:
    assert sentence in told(access={"transport_provided": answer} if answer else {})


@pytest.mark.parametrize("delivery", ["online", "at_home"])
def test_what_comes_to_a_family_needs_no_way(delivery: str) -> None:
    [sentence] = told(delivery=delivery, miles=4.2, is_rural=True)
    assert sentence.endswith("You do not need to travel.")


def test_no_minutes_are_claimed() -> None:
    assert not any("minute" in sentence or "hour" in sentence for sentence in told(miles=4.2, is_rural=True))
