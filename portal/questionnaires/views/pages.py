"""A question page as the template shows it, and answers in words."""

from dataclasses import dataclass

from flask import make_response, render_template
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from portal.infra.i18n import _, format_day, format_number
from portal.questionnaires.forms import label_of
from portal.questionnaires.rules.answers import Answer
from portal.questionnaires.rules.flow import Walk, help_is_due, is_urgent, stops
from portal.questionnaires.rules.questions import Page, Question, Questionnaire

PAGE = "questionnaires/page.html"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the questions of a page.

    `address` is where the answers go; `back` is an address, or None when going back is a button of the form
    (`goes_back`); `forget` deletes a draft; `finish` takes the answers and leads to the end, where nothing more has to
    be answered; `kept` is what the page itself carries.
    """

    address: str
    back: str | None = None
    goes_back: bool = False
    forget: str | None = None
    finish: str | None = None
    kept: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class BeyondAge:
    """Something that is not offered at this age, and what there is instead."""

    text: str
    instead: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One page; `heading` is the single question whose label is the heading of the page.

    `stopped` explains an answer with which nothing can be sent.
    """

    title: str
    lead: tuple[str, ...]
    form: FlaskForm
    fields: tuple[str, ...]
    heading: str | None
    beyond: tuple[BeyondAge, ...]
    stopped: tuple[str, ...]
    worried: bool
    help_now: bool
    step: int
    steps: int
    frame: Frame


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One answer on check your answers and on the family's copy, in the reader's language."""

    page_id: str
    question: str
    label: str
    texts: tuple[str, ...]
    is_urgent: bool
    is_answered: bool


def rendered_page(
    questionnaire: Questionnaire,
    page: Page,
    form: FlaskForm,
    way: Walk,
    frame: Frame,
    template: str = PAGE,
) -> Response:
    """Show one page of questions; it is never kept by the browser's cache unless the caller says so."""
    single = page.questions[0] if len(page.questions) == 1 and not page.lead else None
    heading = single if single and single.label == page.title else None
    order = [asked.id for asked in way.pages]
    shown = QuestionPage(
        title=label_of(heading) if heading else _(page.title),
        lead=tuple(_(text) for text in page.lead),
        form=form,
        fields=tuple(name for name in form._fields if name != "csrf_token"),
        heading=heading.id if heading else None,
        beyond=_beyond(page),
        stopped=tuple(_(text) for text in page.stopped) if stops(page, way) else (),
        worried=page.worried,
        help_now=help_is_due(questionnaire, way, page.id),
        step=order.index(page.id) + 1 if page.id in order else 1,
        steps=len(order),
        frame=frame,
    )
    return make_response(render_template(template, page=shown))


def _beyond(page: Page) -> tuple[BeyondAge, ...]:
    return tuple(
        BeyondAge(
            _(
                "“%(what)s” is for people up to the age of %(age)s.",
                what=_(one.label),
                age=format_number(one.oldest),
            ),
            _(one.instead),
        )
        for one in page.beyond
    )


def summary_rows(way: Walk) -> tuple[SummaryRow, ...]:
    """Give every question that was asked with its answer in words, in the order of the pages."""
    return tuple(_summary_row(page, question, way) for page in way.pages for question in page.questions)


def answer_texts(question: Question, answer: Answer | None) -> tuple[str, ...]:
    """Give an answer in words, one line each; () when there is none."""
    if answer is None:
        return ()
    if isinstance(answer, tuple):
        return tuple(text for code in answer for text in answer_texts(question, code))
    if isinstance(answer, int):
        return (format_number(answer),)
    if isinstance(answer, str):
        option = question.option(answer) if question.options else None
        return (_(option.label) if option else answer,)
    return (format_day(answer),)


def _summary_row(page: Page, question: Question, way: Walk) -> SummaryRow:
    texts = answer_texts(question, way.answers.get(question.id))
    return SummaryRow(
        page_id=page.id,
        question=question.id,
        label=_(question.label),
        texts=texts or (_("Not answered"),),
        is_urgent=is_urgent(question, way),
        is_answered=bool(texts),
    )
