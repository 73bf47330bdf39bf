"""Questions about the allowance, for editors: read, answer, set aside; each look is on record."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.allowance import queries, services
from portal.allowance.rules.allowed import AllowanceRules, Answered
from portal.allowance.rules.questions import OpenQuestion, State, WhyAside, WhyOff
from portal.allowance.services import QuestionClosedError
from portal.allowance.views.asked import rules_here
from portal.allowance.views.export import answers_csv, questions_csv
from portal.allowance.views.staff_form import AnswerForm, AsideForm
from portal.allowance.views.staff_lines import Standing, known_words, standing
from portal.allowance.views.wording import Verdict, verdict, year_choices, year_in_words
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.paging import Paged, page_number
from portal.infra.responses import see_other

bp = Blueprint("allowance_staff", __name__)
ADDRESS = "/allowance-questions"


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """What waits for an answer, and what stands on the families' page."""

    questions: Paged[OpenQuestion]
    answers: tuple[Standing, ...]
    said: str

    @staticmethod
    def page_address(number: int) -> str:
        """Give the address of another page of questions."""
        return f"{ADDRESS}?page={number}"


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with the form to answer it; without `question` somebody has closed it."""

    key: str
    question: OpenQuestion | None
    year: str
    form: AnswerForm
    aside: AsideForm
    answer: Answered | None
    verdict: Verdict | None
    has_typed: bool


@bp.get(ADDRESS)
@requires(Role.CONTENT_EDITOR)
def questions() -> ResponseReturnValue:
    """Show what waits, opened, and what is published; a council without an allowance has nothing there."""
    rules = content(AllowanceRules)
    _note("seen")
    with reading() as session:
        waiting = queries.open_questions(session, keys().opener, page_number(request.args))
        answers = queries.all_answers(session)
    page = QuestionsPage(waiting, standing(answers, rules), _said(request.args.get("done", "")))
    return render_template("allowance/questions.html", page=page)


@bp.get(f"{ADDRESS}.csv")
@requires(Role.CONTENT_EDITOR)
def questions_file() -> ResponseReturnValue:
    """Give what waits as a file."""
    _note("exported")
    with reading() as session:
        table = questions_csv(queries.all_open_questions(session, keys().opener))
    return _file(table, "allowance-questions-not-for-publication.csv")


@bp.get("/allowance-answers.csv")
@requires(Role.CONTENT_EDITOR)
def answers_file() -> ResponseReturnValue:
    """Give what is published as a file."""
    with reading() as session:
        table = answers_csv(queries.all_answers(session))
    return _file(table, "allowance-answers.csv")


@bp.get(f"{ADDRESS}/<question_id>")
@requires(Role.CONTENT_EDITOR)
def question(question_id: str) -> ResponseReturnValue:
    """Show one question with the form to answer it."""
    _note("seen")
    return _shown(question_id, None, AsideForm())


@bp.post(f"{ADDRESS}/<question_id>/answer")
@requires(Role.CONTENT_EDITOR)
def answer(question_id: str) -> ResponseReturnValue:
    """Publish the answer; a second editor is told that the first was faster."""
    form = _form(rules_here())
    if not form.validate_on_submit():
        return _shown(question_id, form, AsideForm())
    try:
        with unit_of_work() as session:
            services.answer_question(session, now=now(), actor=_actor(), key=question_id, answer=form.answer)
    except QuestionClosedError:
        return _shown(question_id, form, AsideForm()), 409
    return see_other("allowance_staff.questions", done="answered")


@bp.post(f"{ADDRESS}/<question_id>/aside")
@requires(Role.CONTENT_EDITOR)
def aside(question_id: str) -> ResponseReturnValue:
    """Close a question that needs no answer of its own."""
    form = AsideForm()
    if not form.validate_on_submit():
        return _shown(question_id, None, form)
    try:
        with unit_of_work() as session:
            services.set_aside(
                session, now=now(), actor=_actor(), key=question_id, why=WhyAside(form.why.data)
            )
    except QuestionClosedError:
        return _shown(question_id, None, form), 409
    return see_other("allowance_staff.questions", done="aside")


@bp.post("/allowance-answers/<int:number>/off-page")
@requires(Role.CONTENT_EDITOR)
def off_page(number: int) -> ResponseReturnValue:
    """Take an answer off the families' page: the file has it now, or it was wrong."""
    form, why = ActionForm(), request.form.get("why", "")
    if not form.validate_on_submit() or why not in set(WhyOff):
        return see_other("allowance_staff.questions", done="again")
    with unit_of_work() as session:
        changed = services.take_off_page(session, now=now(), actor=_actor(), number=number, why=WhyOff(why))
    return see_other("allowance_staff.questions", done="off" if changed else "gone")


def _shown(key: str, form: AnswerForm | None, aside_form: AsideForm) -> str:
    """Show a question in the state in which it is now, with what was typed."""
    with reading() as session:
        state, found = queries.state_of(session, key), queries.open_question(session, keys().opener, key)
        given = queries.answer_to(session, key) if state is State.ANSWERED else None
    if state is None:
        abort(404)
    rules = rules_here()
    page = QuestionPage(
        key=key,
        question=found,
        year=year_in_words(found.year) if found and found.year else _("Not said"),
        form=form or _form(rules, found),
        aside=aside_form,
        answer=given,
        verdict=verdict(given.allowed) if given else None,
        has_typed=form is not None,
    )
    return render_template("allowance/question.html", page=page)


def _form(rules: AllowanceRules, found: OpenQuestion | None = None) -> AnswerForm:
    """Make the form; the year is the one that was asked about, or this one."""
    this_year = rules.on(today())
    year = found.year if found and found.year else this_year.year if this_year else None
    return AnswerForm(year_choices(rules, decided=True), known_words(rules), year.code if year else "")


def _said(done: str) -> str:
    """Say what was done on the page before."""
    return {
        "answered": _("The answer stands on the families’ page."),
        "aside": _("The question is closed. Its words are deleted."),
        "off": _("The answer is off the families’ page."),
        "gone": _("Somebody has taken this answer off the page already."),
        "again": _("That did not work. Press the button again."),
    }.get(done, "")


def _actor() -> str:
    return str(current_actor().user_id)


def _note(what: str) -> None:
    """Record the look before anything is shown: when it cannot be recorded, nothing is."""
    with unit_of_work() as session:
        services.note_look(session, now=now(), actor=_actor(), what=what)


def _file(table: str, name: str) -> Response:
    response = Response(table, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
