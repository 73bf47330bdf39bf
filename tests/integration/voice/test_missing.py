"""“Tell us what is missing” as families meet it: prefilled, without a person, kept once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import inspect, select, text

from portal.infra.clock import today
from portal.infra.sealing import SealError
from portal.voice.models import UnmetNeed, UnmetNeedChoice, UnmetNeedText
from portal.voice.queries.needs import info_of
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.voice.telling import NEED, SEARCH, TABLES, events, kept, ticked, told, words_typed


@pytest.mark.sqlite
def test_the_form_knows_what_was_searched_for(family: CarefulClient) -> None:
    family.visit(f"/missing?{SEARCH}")
    assert words_typed(family) == "trampaline"
    assert ticked(family) == {
        "district=bromyard",
        "type=trampolining",
        "need=autism",
        "age=8-10",
        "access=hoist",
        "access=near_bus_stop",
        "day=saturday",
        "season=term_time",
    }
    asked = {str(one["value"]) for one in family.page.select("input[name=access]")}
    assert asked == {"hoist", "near_bus_stop"}
    family.follow("Back to your search")
    assert "district=bromyard" in family.address


@pytest.mark.sqlite
def test_a_time_that_is_a_day_is_asked_once(family: CarefulClient) -> None:
    family.visit("/missing?time=saturday&time=evening")
    assert ticked(family) == {"day=saturday", "time=evening"}
    assert not family.page.select("[name=time][value=saturday]")


@pytest.mark.sqlite
def test_without_a_search_nothing_is_filled_in(family: CarefulClient) -> None:
    family.visit("/missing")
    assert (ticked(family), words_typed(family)) == (set(), "")
    assert not family.page.select("[name=access]")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("hr6 8nw", ""),
        ("club near HR6-8NW", "club near"),
        ("anna@example.org", ""),
        ("ring 01632 960001 at HR6-8NW", ""),
        ("ring 01632 960001", ""),
        ("0044 1632 960001", ""),
    ],
)
@pytest.mark.sqlite
def test_words_that_point_to_a_home_or_a_person_are_not_carried_along(
    family: CarefulClient, words: str, left: str
) -> None:
    family.get("/missing", query_string={"q": words}, follow_redirects=True)
    assert words_typed(family) == left
    # A token is made of any letters.
    token = str(family.page.select_one("[name=csrf_token]")["value"])  # type: ignore[index]
    assert "8nw" not in str(family.page).replace(token, "").lower()


@pytest.mark.parametrize("page", ["/missing", "/missing/thank-you"])
@pytest.mark.parametrize(
    ("search", "clean"),
    [
        ("near=HR6+8NW", "?near=HR6+8"),
        ("q=HR6+8NW", "?near=HR6+8"),
        ("q=club+near+HR6-8NW&type=swimming&lang=pl", "?q=club+near&type=swimming&near=HR6+8"),
        ("q=swim&foo=hr6:8nw", "?q=swim"),
    ],
)
@pytest.mark.sqlite
def test_a_home_does_not_stay_in_the_address(
    family: CarefulClient, page: str, search: str, clean: str
) -> None:
    answer = family.get(f"{page}?{search}")
    assert (answer.status_code, answer.location) == (303, f"{page}{clean}")
    family.visit(answer.location)
    assert family.address == f"{page}{clean}"


@pytest.mark.parametrize(
    ("search", "area"),
    [
        ("near=Bromyard", {"district=bromyard"}),
        ("near=HR6+8", {"district=leominster"}),
        ("near=B1+1", set()),
        ("near=nowhere", set()),
        ("district=bromyard&district=ledbury", set()),
        ("district=atlantis", set()),
        ("near=Bromyard&district=ledbury", {"district=ledbury"}),
    ],
)
@pytest.mark.sqlite
def test_the_area_is_the_one_that_was_searched(family: CarefulClient, search: str, area: set[str]) -> None:
    family.visit(f"/missing?{search}")
    assert ticked(family) == area


def test_a_need_is_kept_with_an_area_a_date_and_codes(
    installation: Installation, family: CarefulClient
) -> None:
    told(family, search=SEARCH, answers={**NEED, "access": ["hoist"]})
    with installation.database.reading() as session:
        need = session.scalars(select(UnmetNeed)).one()
        choices = {(row.kind, row.code) for row in session.scalars(select(UnmetNeedChoice))}
        assert (need.area, need.told_on) == ("bromyard", today())
    assert choices == {
        ("type", "trampolining"),
        ("type", "swimming"),
        ("need", "autism"),
        ("age", "8-10"),
        ("access", "hoist"),
        ("day", "saturday"),
        ("season", "term_time"),
    }
    (event,) = events(installation)
    assert {"unmet_need.told", "unmet-needs", "visitor"} <= {part for part in event if isinstance(part, str)}


def test_nothing_says_who_when_or_in_which_order(installation: Installation, family: CarefulClient) -> None:
    told(family, {**NEED, "words": "For Zofia, 01632 960001"})
    with installation.database.reading() as session:
        columns = {
            f"{table}.{column['name']}: {column['type']}"
            for table in TABLES
            for column in inspect(session.connection()).get_columns(table)
        }
        stored = " ".join(
            repr(tuple(row)) for table in TABLES for row in session.execute(text(f"SELECT * FROM {table}"))
        )
    assert {column.split(":")[0] for column in columns} == {
        "unmet_need.key",
        "unmet_need.area",
        "unmet_need.told_on",
        "unmet_need_choice.need_key",
        "unmet_need_choice.kind",
        "unmet_need_choice.code",
        "unmet_need_text.need_key",
        "unmet_need_text.sealed",
    }
    assert not any("TIME" in column.upper() for column in columns)
    assert "Zofia" not in stored
    assert not any("Zofia" in str(event) for event in events(installation))


@pytest.mark.sqlite
def test_the_tables_have_no_row_number_that_would_tell_the_order(installation: Installation) -> None:
    with installation.database.reading() as session:
        for table in TABLES:
            made = session.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table})
            assert "WITHOUT ROWID" in str(made), table


def test_words_open_on_the_staff_side_and_in_their_place_only(
    installation: Installation, family: CarefulClient
) -> None:
    told(family)
    assert installation.public.extensions["portal.keys"].opener_or_none is None
    with installation.database.reading() as session:
        row = session.scalars(select(UnmetNeedText)).one()
        opener = installation.keys.opener
        assert opener.open(row.sealed, info_of(row.need_key)).decode() == "A trampoline club. 😀"
        with pytest.raises(SealError):
            opener.open(row.sealed, info_of("0" * 32))


def test_a_second_press_finds_the_first_and_what_is_added_is_heard(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/missing")
    form, address = family.page, family.address
    for _press in range(2):
        family.page, family.address = form, address
        family.press("Send", NEED)
        assert family.heading == "Thank you for telling us"
    assert kept(installation) == [1, 4, 1]
    assert len(events(installation)) == 1
    family.page, family.address = form, address
    family.press("Send", {**NEED, "season": "summer_holiday"})
    assert kept(installation) == [2, 9, 2]


def test_eight_presses_at_once_make_one_need(installation: Installation, family: CarefulClient) -> None:
    family.visit("/missing")
    form = family.page.select_one("#missing")
    assert form is not None
    data = family.filled(form, NEED)
    cookie = family.get_cookie("public-form")
    assert cookie is not None

    def press(_number: int) -> tuple[int, str | None]:
        browser = installation.family()
        browser.set_cookie("public-form", cookie.value)
        answer = browser.post("/missing", data=data)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(8) as presses:
        assert set(presses.map(press, range(8))) == {(303, "/missing/thank-you")}
    assert kept(installation) == [1, 4, 1]
    assert len(events(installation)) == 1


@pytest.mark.parametrize("key", ["", "x", "'; --", "A" * 32])
@pytest.mark.sqlite
def test_a_form_with_a_strange_key_is_kept_all_the_same(
    installation: Installation, family: CarefulClient, key: str
) -> None:
    told(family, {**NEED, "key": key})
    assert kept(installation) == [1, 4, 1]


@pytest.mark.sqlite
def test_somebody_who_says_nothing_is_asked_for_one_thing(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/missing?access=hoist")
    family.press("Send", {"district": "not_sure", "access": []})
    (error,) = family.errors
    assert error == "Tell us at least one thing: write a few words or choose an answer"
    assert family.page.select(".error-summary a[href='#words']")
    assert ticked(family) == {"district=not_sure"}
    assert family.page.select("[name=access][value=hoist]"), "what was unticked can be ticked again"
    assert kept(installation) == [0, 0, 0]


def test_too_many_words_are_shown_again_with_all_else(
    installation: Installation, family: CarefulClient
) -> None:
    long = "ü" * 201
    family.visit(f"/missing?{SEARCH}")
    family.press("Send", {**NEED, "words": long})
    assert family.errors == ["Write 200 characters or fewer. You wrote 201. That is 1 too many."]
    assert words_typed(family) == long
    assert ticked(family) >= {"type=swimming", "type=trampolining", "access=hoist", "district=bromyard"}
    assert kept(installation) == [0, 0, 0]
    family.press("Send", {"words": "ü" * 200})
    assert kept(installation)[0] == 1


@pytest.mark.sqlite
def test_without_a_token_nothing_is_kept_and_nothing_lost(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/missing")
    family.press("Send", {**NEED, "csrf_token": "x"})
    assert "What you wrote is still here." in family.errors[0]
    assert words_typed(family) == NEED["words"]
    assert kept(installation) == [0, 0, 0]
    family.press("Send")
    assert kept(installation) == [1, 4, 1]


@pytest.mark.sqlite
def test_another_language_keeps_what_was_typed(installation: Installation, family: CarefulClient) -> None:
    family.visit(f"/missing?{SEARCH}")
    family.press("Polski", {**NEED, "access": "hoist"})
    assert family.page.html is not None
    assert family.page.html["lang"] == "pl"
    assert words_typed(family) == NEED["words"]
    assert {"type=swimming", "access=hoist"} <= ticked(family)
    assert "access=near_bus_stop" not in ticked(family)
    assert kept(installation) == [0, 0, 0]


@pytest.mark.sqlite
def test_codes_that_are_not_offered_are_left_out(installation: Installation, family: CarefulClient) -> None:
    family.visit("/missing")
    token = family.page.select_one("[name=csrf_token]")
    assert token is not None
    odd = {
        "district": "atlantis",
        "type": ["swimming", "x" * 500, "swimming"],
        "access": "hoist",
        "words": "a\x00b",
    }
    family.post("/missing", data={"csrf_token": str(token["value"]), **odd})
    with installation.database.reading() as session:
        assert session.scalars(select(UnmetNeed)).one().area is None
        assert [row.code for row in session.scalars(select(UnmetNeedChoice))] == ["swimming"]


@pytest.mark.sqlite
def test_the_thanks_say_what_happens_next_and_lead_on(family: CarefulClient) -> None:
    told(family, search="q=trampoline&district=bromyard")
    assert "read this each month" in family.text
    links = {str(link["href"]) for link in family.page.select("main a")}
    assert {"/activities?q=trampoline&district=bromyard", "/ask", "/help-now"} <= links
    assert any(link.startswith("tel:") for link in links)
