"""Typing in answers that came on paper or by telephone: all questions on one page."""

from dataclasses import dataclass

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.i18n import SOURCE_LANGUAGE, _
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.forms import page_form, sent_form, typed_on
from portal.questionnaires.rules.answers import Entries, Submission
from portal.questionnaires.rules.flow import stale, walk
from portal.questionnaires.rules.questions import Page, Questionnaire
from portal.surveys.forms.rounds import ChannelForm
from portal.surveys.queries.rounds import responses_by_channel, round_named
from portal.surveys.rules.invitations import new_form_key, response_key_of
from portal.surveys.rules.rounds import Channel, Round, RoundClosedError
from portal.surveys.services.keeping import keep_entry

bp = Blueprint("survey_entry", __name__, url_prefix="/surveys/rounds/<code>/answers")


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The form; `is_kept` after one was kept, with the number of those typed in so far."""

    round: Round
    title: str
    channel: ChannelForm
    form: FlaskForm
    fields: tuple[str, ...]
    is_kept: bool
    typed_in: int


@bp.get("/new")
@requires(Role.COMMISSIONER)
def new(code: str) -> ResponseReturnValue:
    """Show an empty form; after one was kept, with a word that says so and the same channel."""
    channel = request.args.get("kept")
    filled = {"key": new_form_key(), "channel": channel or Channel.PAPER.value}
    found, questionnaire = _round_of(code)
    form = page_form(_whole(questionnaire), {}, today())
    return _shown(found, questionnaire, ChannelForm(formdata=None, data=filled), form)


@bp.post("/new")
@requires(Role.COMMISSIONER)
def keep(code: str) -> ResponseReturnValue:
    """Keep the answers, once, and offer the next form."""
    found, questionnaire = _round_of(code)
    whole, sent = _whole(questionnaire), sent_form(request.form)
    channel, form = ChannelForm(), page_form(whole, {}, today(), sent=sent)
    entries = typed_on(whole, sent)
    is_good = channel.validate_on_submit() & form.validate_on_submit()
    if not is_good or _note_stale(questionnaire, entries, form):
        return _shown(found, questionnaire, channel, form)
    try:
        with unit_of_work() as session:
            is_kept = keep_entry(
                session,
                questionnaire=questionnaire,
                code=code,
                key=response_key_of(channel.key.data or ""),
                submission=_submission(questionnaire, entries),
                seal=keys().seal_for_worker,
                channel=Channel(channel.channel.data),
                actor=str(current_actor().user_id),
            )
    except RoundClosedError:
        return see_other("survey_rounds.show", code=code)
    if not is_kept:
        channel.channel.errors = [_("Nothing is filled in. Answer at least one question.")]
        return _shown(found, questionnaire, channel, form)
    return see_other("survey_entry.new", code=code, kept=channel.channel.data)


def _round_of(code: str) -> tuple[Round, Questionnaire]:
    with reading() as session:
        found = round_named(session, code)
    return found, content(Questionnaires).named(found.questionnaire)


def _whole(questionnaire: Questionnaire) -> Page:
    return Page(id="all", title=questionnaire.title, questions=tuple(questionnaire.questions()))


def _note_stale(questionnaire: Questionnaire, entries: Entries, form: FlaskForm) -> bool:
    """Say at a question that is answered though it is not asked after the others; tell whether there is one."""
    found = stale(questionnaire, walk(questionnaire, entries, today()), entries)
    for question in found:
        form[question].errors = [
            _("This is asked only after another answer. Change that one, or leave this out.")
        ]
    return bool(found)


def _submission(questionnaire: Questionnaire, entries: Entries) -> Submission:
    return Submission(
        key="",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        language=SOURCE_LANGUAGE,
        sent_at=now(),
        answers=dict(walk(questionnaire, entries, today()).answers),
        urgent=(),
    )


def _shown(
    found: Round, questionnaire: Questionnaire, channel: ChannelForm, form: FlaskForm
) -> ResponseReturnValue:
    if not found.takes_entries(today()):
        return see_other("survey_rounds.show", code=found.code)
    with reading() as session:
        counted = responses_by_channel(session).get(found.id, {})
    page = EntryPage(
        round=found,
        title=questionnaire.title,
        channel=channel,
        form=form,
        fields=tuple(name for name in form._fields if name != "csrf_token"),
        is_kept=request.method == "GET" and request.args.get("kept") in set(Channel),
        typed_in=counted.get(Channel.PAPER, 0) + counted.get(Channel.PHONE, 0),
    )
    response = make_response(render_template("surveys/rounds/entry.html", page=page))
    response.headers["Cache-Control"] = "no-store"
    return response
