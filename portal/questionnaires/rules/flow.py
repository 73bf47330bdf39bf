"""The way through a questionnaire: which pages are asked, what is complete, where to go next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import is_

from portal.questionnaires.rules.answers import Answer, AnswerError, Entries, Fault, known_of, read_answer
from portal.questionnaires.rules.conditions import ALWAYS, Condition, Known, Truth, truth
from portal.questionnaires.rules.questions import Beyond, Option, Page, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Walk:
    """A questionnaire as one family meets it.

    `pages` are those that are asked, each with only the questions that are asked; `answers` are valid and
    belong to them; `faults` say what is missing or wrong, by question id. What was typed on pages that are no
    longer asked is in neither: it stays in the draft in case they come back, and is never sent.
    """

    pages: tuple[Page, ...]
    answers: Mapping[str, Answer]
    faults: Mapping[str, AnswerError]


def walk(questionnaire: Questionnaire, entries: Entries, day: date) -> Walk:
    """Read all entries from the first page to the last; `day` is the day in London, for ages."""
    pages: list[Page] = []
    answers: dict[str, Answer] = {}
    faults: dict[str, AnswerError] = {}
    known: dict[str, Known] = {}
    for page in questionnaire.pages:
        if not _holds(page.show_if, known):
            continue
        asked, beyond = _asked(page, known)
        if page.questions and not asked:
            continue
        pages.append(_as_asked(page, tuple(question for _whole, question in asked), beyond))
        for whole, question in asked:
            typed = _still_offered(whole, question, entries.get(question.id, ()))
            answer = _read_into(faults, question, typed, day)
            known[question.id] = known_of(question, answer, day)
            if answer is not None:
                answers[question.id] = answer
    return Walk(tuple(pages), answers, faults)


def _as_asked(page: Page, questions: tuple[Question, ...], beyond: tuple[Beyond, ...]) -> Page:
    is_whole = len(questions) == len(page.questions) and all(map(is_, questions, page.questions))
    return page if is_whole and beyond == page.beyond else replace(page, questions=questions, beyond=beyond)


def _holds(condition: Condition, known: Mapping[str, Known]) -> bool:
    return condition is ALWAYS or truth(condition, known.get) is Truth.YES


def _asked(
    page: Page, known: Mapping[str, Known]
) -> tuple[list[tuple[Question, Question]], tuple[Beyond, ...]]:
    """Give the questions that are asked, each whole and as it is offered, and what the age left out."""
    asked: list[tuple[Question, Question]] = []
    beyond: list[Beyond] = []
    for question in page.questions:
        if not _holds(question.show_if, known):
            continue
        if question.mobile_if is not None and _holds(question.mobile_if, known):
            limits = replace(question.limits, mobile_only=True)
            asked.append((question, replace(question, limits=limits)))
            continue
        if question.always_offers_all:
            asked.append((question, question))
            continue
        age = next((age for name in question.age_from if isinstance(age := known.get(name), int)), None)
        offered = []
        for option in question.options:
            if not _holds(option.show_if, known):
                continue
            if age is not None and option.oldest is not None and age > option.oldest:
                beyond.append(Beyond(option.label, option.oldest, option.instead))
            else:
                offered.append(option)
        is_whole = len(offered) == len(question.options)
        asked.append((question, question if is_whole else replace(question, options=tuple(offered))))
    return asked, tuple(beyond)


def _read_into(
    faults: dict[str, AnswerError], question: Question, typed: tuple[str, ...], day: date
) -> Answer | None:
    try:
        return read_answer(question, typed, day)
    except AnswerError as error:
        faults[question.id] = error
        return None


def _still_offered(whole: Question, question: Question, typed: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what was chosen while it was offered: another answer or a birthday took it away since."""
    if whole is question:
        return typed
    gone = {option.code for option in whole.options} - {option.code for option in question.options}
    return tuple(part for part in typed if part not in gone)


def page_asked(way: Walk, page_id: str) -> Page | None:
    """Give a page as it is asked, or None when it is not on this family's way."""
    return next((page for page in way.pages if page.id == page_id), None)


def page_after(questionnaire: Questionnaire, way: Walk, page_id: str) -> Page | None:
    """Give the next page asked after a page, or None at the end; the page itself need not be asked."""
    order = [page.id for page in questionnaire.pages]
    here = order.index(page_id)
    return next((page for page in way.pages if order.index(page.id) > here), None)


def page_before(questionnaire: Questionnaire, way: Walk, page_id: str) -> Page | None:
    """Give the page that is asked before a page, or None at the start."""
    order = [page.id for page in questionnaire.pages]
    here = order.index(page_id)
    return next((page for page in reversed(way.pages) if order.index(page.id) < here), None)


def first_incomplete(way: Walk) -> Page | None:
    """Give the first page with a missing or wrong answer, or None when everything can be sent."""
    return next(
        (page for page in way.pages if any(question.id in way.faults for question in page.questions)), None
    )


def stale(questionnaire: Questionnaire, way: Walk, entries: Entries) -> frozenset[str]:
    """Give the ids of questions that were answered but are no longer asked: they are not sent."""
    asked = {question.id for page in way.pages for question in page.questions}
    return frozenset(
        question.id
        for question in questionnaire.questions()
        if question.id not in asked and entries.get(question.id)
    )


def stops(page: Page, way: Walk) -> bool:
    """Tell whether an answer of a page stops the sending, as "nobody agreed yet" does."""
    faults = (way.faults.get(question.id) for question in page.questions)
    return any(error is not None and error.fault is Fault.STOPS for error in faults)


def for_a_second_child(questionnaire: Questionnaire, entries: Entries) -> dict[str, tuple[str, ...]]:
    """Give what was said about the person who asks and the family, without what was said about the child."""
    about_child = {
        question.id for page in questionnaire.pages if page.for_each_child for question in page.questions
    }
    known = {question.id for question in questionnaire.questions()} - about_child
    return {question: tuple(parts) for question, parts in entries.items() if question in known}


def next_for_child(questionnaire: Questionnaire, way: Walk, page_id: str) -> Page | None:
    """Give the next page to answer for a second child: one about the child, or one with something missing.

    The page "" is before the first.
    """
    page = page_after(questionnaire, way, page_id) if page_id else way.pages[0]
    while page is not None:
        is_missing = any(question.id in way.faults for question in page.questions)
        if is_missing or page.for_each_child:
            return page
        page = page_after(questionnaire, way, page.id)
    return None


def urgent_questions(way: Walk) -> tuple[str, ...]:
    """Give the ids of the questions with an answer that calls for help now."""
    return tuple(question.id for page in way.pages for question in page.questions if is_urgent(question, way))


def is_urgent(question: Question, way: Walk) -> bool:
    """Tell whether the answer to a question calls for help now."""
    return any(option.urgent for option in _chosen(question, way))


def _chosen(question: Question, way: Walk) -> tuple[Option, ...]:
    answer = way.answers.get(question.id)
    codes = answer if isinstance(answer, tuple) else (answer,)
    return tuple(option for option in question.options if option.code in codes)


def _shows_help(question: Question, way: Walk) -> bool:
    return any(option.urgent or option.shows_help for option in _chosen(question, way))


def calls_for_help(way: Walk) -> bool:
    """Tell whether any answer calls for help now, be it urgent or not."""
    return any(_shows_help(question, way) for page in way.pages for question in page.questions)


def help_is_due(questionnaire: Questionnaire, way: Walk, page_id: str) -> bool:
    """Tell whether a page starts with help now: it, or the page before it, has an answer that calls for it."""
    before = page_before(questionnaire, way, page_id)
    near = {page_id, before.id if before else page_id}
    return any(
        _shows_help(question, way) for page in way.pages if page.id in near for question in page.questions
    )


def merged(entries: Entries, page: Page, typed: Entries) -> dict[str, tuple[str, ...]]:
    """Give the entries with one page's questions replaced by what was typed there, and all others kept."""
    kept = dict(entries)
    for question in page.questions:
        kept.pop(question.id, None)
        if parts := typed.get(question.id):
            kept[question.id] = parts
    return kept
