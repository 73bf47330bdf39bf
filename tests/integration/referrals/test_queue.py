"""The queue: its order, its filters, its pages by key, and giving requests to people."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import insert, select, update

from portal.infra.clock import now, today
from portal.referrals.models import Referral
from portal.referrals.queries.queue import PAGE_SIZE, QueueFilter, counts, queue
from tests.careful_client import CarefulClient
from tests.factories import a_call, a_sent_referral, a_tier_2_referral, an_urgent_referral
from tests.installation import Installation
from tests.integration.referrals.casework import at_case, row_of, trail


def shown(officer: CarefulClient, query: str = "") -> list[str]:
    officer.visit(f"/referrals{query}")
    return [link.get_text() for link in officer.page.select("tbody th a")]


def changed(installation: Installation, reference: str, **values: object) -> None:
    with installation.database.unit_of_work() as session:
        session.execute(update(Referral).where(Referral.reference == reference).values(**values))


def copies(installation: Installation, reference: str, number: int) -> None:
    """Fill the queue with copies of one request, a minute apart."""
    with installation.database.unit_of_work() as session:
        found = session.execute(select(Referral.__table__)).mappings().one()
        rows = [
            {
                **{name: value for name, value in found.items() if name != "id"},
                "reference": f"COPY-{place:06}",
                "received_at": found["received_at"] + timedelta(minutes=place),
                "is_urgent": place % 7 == 0,
                "has_news": place % 11 == 0,
            }
            for place in range(1, number)
        ]
        session.execute(insert(Referral), rows)


def test_urgent_first_then_overdue_and_news_then_oldest(installation: Installation) -> None:
    plain, late, news, urgent = (
        a_tier_2_referral(installation),
        a_tier_2_referral(installation),
        a_tier_2_referral(installation),
        an_urgent_referral(installation),
    )
    changed(installation, late, step_due=today() - timedelta(days=1))
    changed(installation, news, has_news=True)
    officer = installation.officer()
    assert shown(officer) == [urgent, late, news, plain]
    assert "Overdue" in officer.page.find("a", string=late).find_parent("tr").get_text()
    assert shown(officer, "?attention=overdue") == [late]
    assert shown(officer, "?attention=news") == [news]
    assert shown(officer, "?attention=urgent") == [urgent]


def test_the_queue_names_and_describes_no_child(installation: Installation, officer: CarefulClient) -> None:
    an_urgent_referral(installation)
    shown(officer)
    for private in ("Zofia", "Przykładowska", "HR6", "horses", "anna@example.org", "2016"):
        assert private not in officer.text


def test_the_queue_counts_what_has_not_been_opened_yet(
    installation: Installation, officer: CarefulClient
) -> None:
    a_sent_referral(installation.database)
    shown(officer)
    assert "1 request has just arrived and is being opened." in officer.text


def test_each_filter_narrows_the_queue(installation: Installation) -> None:
    wanted, other = a_tier_2_referral(installation, district="ledbury"), a_tier_2_referral(installation)
    changed(
        installation,
        wanted,
        age_band="14-15",
        tier=3,
        programme="moving_forward",
        flags=["competence_check"],
        route="young_person",
    )
    call = a_call(installation)
    officer = installation.officer()
    for query in (
        "?district=ledbury",
        "?age=14-15",
        "?tier=3",
        "?programme=moving_forward",
        "?flag=competence_check",
        "?route=young_person",
        "?district=ledbury&tier=3&flag=competence_check&kind=request",
    ):
        assert shown(officer, query) == [wanted], query
    assert shown(officer, "?kind=call") == [call]
    assert shown(officer, "?kind=request") == [wanted, other]
    assert shown(officer, "?district=ledbury&tier=2") == []


@pytest.mark.sqlite
def test_what_is_chosen_stays_chosen(installation: Installation, officer: CarefulClient) -> None:
    a_tier_2_referral(installation, district="ledbury")
    officer.visit("/referrals")
    officer.press("Show", {"district": "ledbury", "flag": "interpreter", "who": "nobody"})
    for name, chosen in (("district", "ledbury"), ("flag", "interpreter"), ("who", "nobody")):
        option = officer.page.select_one(f"#{name} option[selected]")
        assert option is not None
        assert option["value"] == chosen


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "query",
    [
        "?state=odd",
        "?tier=9",
        "?tier=²",
        "?who=%00",
        "?who=" + "9" * 40,
        "?flag=%25",
        "?district=" + "x" * 5000,
        "?after=SB-7K3M-92QX-4HTD",
        "?before=%ff",
        "?attention=ö",
        "?given=999999999999",
        "?age='; DROP TABLE referral",
    ],
)
def test_an_odd_address_is_no_error(query: str, installation: Installation, officer: CarefulClient) -> None:
    reference = a_tier_2_referral(installation)
    shown(officer, query)
    assert officer.heading == "Requests for a short break"
    assert shown(officer) == [reference]


def test_every_request_stands_on_one_page_both_ways(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    copies(installation, reference, 2 * PAGE_SIZE + 7)
    day = today()
    with installation.database.reading() as session:
        pages, after = [], ""
        while True:
            page = queue(session, QueueFilter(), day, after=after)
            pages.append(page)
            if page.after is None:
                break
            after = page.after
        everything = [row.reference for page in pages for row in page.rows]
        assert len(everything) == len(set(everything)) == 2 * PAGE_SIZE + 7
        assert {page.total for page in pages} == {2 * PAGE_SIZE + 7}
        ranks = [
            (not row.is_urgent, not row.has_news, row.received_at) for page in pages for row in page.rows
        ]
        assert ranks == sorted(ranks)
        back = queue(session, QueueFilter(), day, before=pages[2].rows[0].reference)
        assert [row.reference for row in back.rows] == [row.reference for row in pages[1].rows]
        assert queue(session, QueueFilter(), day, before=pages[1].rows[0].reference).before is None


def test_the_counts_are_those_of_the_filters(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    copies(installation, reference, 40)
    changed(installation, "COPY-000003", step_due=date(2020, 1, 1), assignee_id=None)
    changed(installation, "COPY-000004", step_due=date(2020, 1, 1), status="more_info_needed")
    changed(installation, "COPY-000005", status="withdrawn", has_news=True)
    at_case(installation, reference).press("Assign to me")
    me = row_of(installation, reference).assignee_id
    assert me is not None
    with installation.database.reading() as session:
        found = counts(session, today(), me)

        def total(**wanted: object) -> int:
            return queue(session, QueueFilter(**wanted), today()).total  # type: ignore[arg-type]

        assert found.open == total() == 39
        assert found.urgent == total(attention="urgent")
        assert found.overdue == total(attention="overdue") == 1
        assert found.unanswered == total(attention="unanswered") == 1
        assert found.news == total(attention="news")
        assert found.mine == total(assignee=me) == 1
        assert found.unassigned == total(assignee=0) == 38


def test_a_page_of_the_queue_asks_the_same_few_questions_however_long_it_is(
    installation: Installation, officer: CarefulClient
) -> None:
    from sqlalchemy import event

    reference = a_tier_2_referral(installation)
    asked: list[str] = []
    engine = installation.staff.extensions["portal.database"].read_engine
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    shown(officer)
    few = len(asked)
    copies(installation, reference, PAGE_SIZE)
    asked.clear()
    assert len(shown(officer)) == PAGE_SIZE
    assert len(asked) == few
    assert not any("details" in statement for statement in asked), (
        "a list reads nothing of what families said"
    )


def test_requests_are_given_to_people_from_the_queue(installation: Installation) -> None:
    first, second, third = (a_tier_2_referral(installation) for _number in range(3))
    officer = installation.officer()
    shown(officer)
    officer.press("Give", {"chosen": [f"{first} 0", f"{second} 0"], "assignee": "me"})
    assert "2 requests have a new person." in officer.text
    assert shown(officer, "?who=me") == [first, second]
    assert shown(officer, "?who=nobody") == [third]
    assert [action for _who, action in trail(installation, first)].count("referral.assigned") == 1


def test_of_two_who_take_one_request_the_second_is_told(installation: Installation) -> None:
    reference, other = a_tier_2_referral(installation), a_tier_2_referral(installation)
    one, two = installation.officer(), installation.officer(name="Officer Two")
    shown(one)
    shown(two)
    one.press("Give", {"chosen": [f"{reference} 0"], "assignee": "me"})
    two.press("Give", {"chosen": [f"{reference} 0", f"{other} 0"], "assignee": "me"})
    assert f"Somebody else changed these first. They stay as they are: {reference}" in two.text
    assert "1 request has a new person." in two.text
    assert shown(one, "?who=me") == [reference]
    assert shown(two, "?who=me") == [other]


@pytest.mark.sqlite
def test_nothing_chosen_is_told(installation: Installation, officer: CarefulClient) -> None:
    a_tier_2_referral(installation)
    shown(officer)
    officer.press("Give", {"assignee": "me"})
    assert "Choose at least one request, and somebody to give it to" in officer.text


@pytest.mark.sqlite
def test_bank_holidays_make_nobody_late(installation: Installation) -> None:
    with time_machine.travel(datetime(2026, 12, 24, 9, 0, tzinfo=UTC), tick=False) as clock:
        reference = an_urgent_referral(installation)
        for day, late in ((25, False), (28, False), (29, False), (30, True)):
            clock.move_to(now().replace(day=day))
            with installation.database.reading() as session:
                found = queue(session, QueueFilter(attention="overdue"), today())
            assert [row.reference for row in found.rows] == ([reference] if late else []), day
