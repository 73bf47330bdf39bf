"""The way through a questionnaire: which pages are asked, what is complete, where to go next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from portal.questionnaires.rules.answers import Answer, AnswerError, Entries, known_of, read_answer
from portal.questionnaires.rules.conditions import Known, Truth, truth
from portal.questionnaires.rules.questions import Option, Page, Question, Questionnaire


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
        if truth(page.show_if, known.get) is not Truth.YES:
            continue
        asked = tuple(
            question for question in page.questions if truth(question.show_if, known.get) is Truth.YES
        )
        if not asked:
            continue
        pages.append(replace(page, questions=asked))
        for question in asked:
            answer = _read_into(faults, question, entries, day)
            known[question.id] = known_of(question, answer, day)
            if answer is not None:
                answers[question.id] = answer
    return Walk(tuple(pages), answers, faults)


def _read_into(
    faults: dict[str, AnswerError], question: Question, entries: Entries, day: date
) -> Answer | None:
    try:
        return read_answer(question, entries.get(question.id, ()), day)
    except AnswerError as error:
        faults[question.id] = error
        return None


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
