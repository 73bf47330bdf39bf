"""“Can I spend it on this?”: the rules of a year, and a question to the council when no rule answers."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from portal.allowance.forms import QuestionForm
from portal.allowance.queries import answers_shown
from portal.allowance.search import Found, finder_here
from portal.allowance.services import ask_council
from portal.allowance.views.asked import ADDRESS, ASK, THANKS, Asked, read_asked, rules_here
from portal.allowance.views.rules_page import rules_page
from portal.allowance.views.wording import year_choices
from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.keys import keys
from portal.questionnaires.forms import sent_form

bp = Blueprint("allowance", __name__)


@dataclass(frozen=True, slots=True)
class AskPage:
    """The form, with the search that led to it."""

    form: QuestionForm
    address: str
    back: str
    days: int


@bp.get(ADDRESS)
@public
def rules() -> ResponseReturnValue:
    """Show the rules of a year, or those that fit what was typed."""
    asked = read_asked(request.args)
    with reading() as session:
        answers = answers_shown(session, rules_here(), asked.rules.year)
    found = finder_here().find(asked.words, asked.rules, answers) if asked.words else Found((), ())
    return render_template("allowance/rules.html", page=rules_page(rules_here(), asked, answers, found))


@bp.get(ASK)
@public
def question() -> ResponseReturnValue:
    """Ask for the question, with what was searched for."""
    asked = read_asked(request.args)
    choices = year_choices(rules_here())
    return _shown(QuestionForm(choices, question=asked.safe_words, year=asked.rules.year.code), asked)


@bp.post(ASK)
@public
def ask() -> ResponseReturnValue:
    """Keep the question, once; a change of language shows the form again as it is."""
    asked = read_asked(request.args)
    form = QuestionForm(year_choices(rules_here()), sent=sent_form(request.form))
    if "lang" in request.form or not form.validate_on_submit():
        return _shown(form, asked)
    with unit_of_work() as session:
        ask_council(
            session,
            now=now(),
            form_key=form.form_key,
            words=form.words,
            year=form.chosen_year,
            seal=keys().seal_for_worker,
        )
    return redirect(asked.address(THANKS), code=303)


@bp.get(THANKS)
@public
def thanks() -> ResponseReturnValue:
    """Say where the answer will stand."""
    asked = read_asked(request.args)
    return render_template(
        "allowance/thanks.html", back=asked.address(), days=asked.rules.answer_working_days
    )


def _shown(form: QuestionForm, asked: Asked) -> ResponseReturnValue:
    page = AskPage(form, asked.address(ASK), asked.address(), asked.rules.answer_working_days)
    return render_template("allowance/ask.html", page=page)
