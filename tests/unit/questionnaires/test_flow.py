"""The way through the pages: nothing is lost, nothing is sent that was not asked."""

from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaires.rules.answers import Entries, Fault
from portal.questionnaires.rules.flow import (
    calls_for_help,
    first_incomplete,
    help_is_due,
    merged,
    page_after,
    page_asked,
    page_before,
    stale,
    urgent_questions,
    walk,
)
from portal.questionnaires.rules.questions import Kind, Option, Page
from tests.unit.questionnaires.sheets import ALWAYS, CHAIN, DAY, asked, entries, sheet

DOG: Entries = {"pet": ("yes",), "kind": ("dog",), "walks": ("3",), "born": ("1", "1", "2005")}


def pages(typed: Entries) -> list[str]:
    """Give the pages that are asked."""
    return [page.id for page in walk(CHAIN, typed, DAY).pages]


def test_a_page_is_asked_when_its_condition_holds() -> None:
    assert pages({}) == ["pet", "born"]
    assert pages({"pet": ("yes",)}) == ["pet", "kind", "born", "words"]
    assert pages(DOG) == ["pet", "kind", "walks", "born", "grown", "words"]


def test_an_age_opens_a_page_on_the_birthday() -> None:
    assert "grown" in pages({"born": ("22", "11", "2010")})
    assert "grown" not in pages({"born": ("23", "11", "2010")})


def test_a_changed_answer_makes_later_ones_stale_and_they_are_not_sent() -> None:
    typed = {**DOG, "pet": ("no",)}
    way = walk(CHAIN, typed, DAY)
    assert dict(way.answers).keys() == {"pet", "born"}
    assert stale(CHAIN, way, typed) == {"kind", "walks"}


def test_stale_answers_come_back_when_the_answer_is_changed_back() -> None:
    away = merged(DOG, CHAIN.pages[0], {"pet": ("no",)})
    back = merged(away, CHAIN.pages[0], {"pet": ("yes",)})
    assert walk(CHAIN, back, DAY).answers == walk(CHAIN, DOG, DAY).answers


def test_forward_and_back_pass_over_what_is_not_asked() -> None:
    way = walk(CHAIN, {"pet": ("no",), "born": ("1", "1", "2015")}, DAY)
    after, before = page_after(CHAIN, way, "pet"), page_before(CHAIN, way, "born")
    assert after is not None
    assert (after.id, before.id if before else None) == ("born", "pet")
    assert page_after(CHAIN, way, "born") is None
    assert page_before(CHAIN, way, "pet") is None


def test_the_first_page_with_a_fault_is_where_to_go_back_to() -> None:
    incomplete = first_incomplete(walk(CHAIN, {"pet": ("yes",), "walks": ("many",)}, DAY))
    assert incomplete is not None
    assert incomplete.id == "born"
    assert first_incomplete(walk(CHAIN, DOG, DAY)) is None


def test_help_is_shown_on_the_page_of_an_urgent_answer_and_the_next() -> None:
    options = (Option("fine", "Fine"), Option("danger", "Danger", urgent=True))
    questions = sheet(
        ("one", ALWAYS, (asked("one"),)),
        ("two", ALWAYS, (asked("two", Kind.RADIOS, options=options),)),
        ("three", ALWAYS, (asked("three"),)),
        ("four", ALWAYS, (asked("four"),)),
    )
    way = walk(questions, {"two": ("danger",)}, DAY)
    assert [page.id for page in questions.pages if help_is_due(questions, way, page.id)] == ["two", "three"]
    assert urgent_questions(way) == ("two",)
    assert calls_for_help(way)
    calm = walk(questions, {"two": ("fine",)}, DAY)
    assert not any(help_is_due(questions, calm, page.id) for page in questions.pages)


def test_help_can_be_shown_without_being_urgent() -> None:
    options = (Option("fine", "Fine"), Option("unsure", "Not sure", shows_help=True))
    questions = sheet(
        ("one", ALWAYS, (asked("one", Kind.RADIOS, options=options),)),
        ("two", ALWAYS, (asked("two"),)),
        ("three", ALWAYS, (asked("three"),)),
    )
    way = walk(questions, {"one": ("unsure",)}, DAY)
    assert [page.id for page in questions.pages if help_is_due(questions, way, page.id)] == ["one", "two"]
    assert calls_for_help(way)
    assert urgent_questions(way) == ()
    assert not calls_for_help(walk(questions, {"one": ("fine",)}, DAY))


@given(entries())
def test_answers_sent_are_those_of_pages_asked_and_only_valid_ones(typed: Entries) -> None:
    way = walk(CHAIN, typed, DAY)
    asked_ids = {question.id for page in way.pages for question in page.questions}
    assert way.answers.keys() <= asked_ids
    assert way.faults.keys() <= asked_ids
    assert not way.answers.keys() & way.faults.keys()
    assert not stale(CHAIN, way, typed) & asked_ids


@given(entries(), st.sampled_from(CHAIN.pages), entries())
def test_saving_one_page_never_touches_another(typed: Entries, page: Page, more: Entries) -> None:
    kept = merged(typed, page, more)
    mine = {question.id for question in page.questions}
    assert {name: parts for name, parts in kept.items() if name not in mine} == {
        name: parts for name, parts in typed.items() if name not in mine
    }
    assert all(kept.get(name, ()) == more.get(name, ()) for name in mine)


@given(entries())
def test_pressing_continue_reaches_the_end_from_everywhere(typed: Entries) -> None:
    way = walk(CHAIN, typed, DAY)
    for page in CHAIN.pages:
        seen: list[str] = []
        following = page_after(CHAIN, way, page.id)
        while following is not None:
            assert following.id not in seen
            assert page_asked(way, following.id) is not None
            seen.append(following.id)
            following = page_after(CHAIN, way, following.id)


@given(entries())
def test_a_draft_can_be_sent_exactly_when_no_page_lacks_anything(typed: Entries) -> None:
    way = walk(CHAIN, typed, DAY)
    missing = first_incomplete(way)
    required = [question for page in way.pages for question in page.questions if question.required]
    if missing is None:
        assert all(question.id in way.answers for question in required)
    else:
        assert any(question.id in way.faults for question in missing.questions)


def test_a_missing_answer_is_a_fault_of_its_question() -> None:
    assert walk(CHAIN, {}, DAY).faults["pet"].fault is Fault.REQUIRED
