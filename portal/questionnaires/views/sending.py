"""Check your answers, the one sending, the receipt, and deleting it all (docs/questionnaires.md)."""

from dataclasses import dataclass

from flask import make_response, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from portal.infra.clock import now, today
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import current_language
from portal.infra.responses import see_other
from portal.questionnaires import queries, services
from portal.questionnaires.rules.drafts import (
    DraftChangedError,
    DraftIncompleteError,
    DraftLostError,
    Receipt,
)
from portal.questionnaires.rules.flow import Walk, first_incomplete, urgent_questions, walk
from portal.questionnaires.rules.questions import Questionnaire
from portal.questionnaires.services import Write
from portal.questionnaires.views.journey import (
    Journey,
    draft_here,
    lost,
    private,
    questionnaire_of,
    token_here,
    without_cookie,
)
from portal.questionnaires.views.pages import SummaryRow, summary_rows


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything that will be sent, before it is sent."""

    rows: tuple[SummaryRow, ...]
    form: ActionForm
    help_now: bool
    back: str
    change: str
    forget: str
    start: str

    @property
    def answered(self) -> tuple[SummaryRow, ...]:
        """Give the questions with an answer."""
        return tuple(row for row in self.rows if row.is_answered)

    @property
    def unanswered(self) -> tuple[SummaryRow, ...]:
        """Give the questions without one, which a long survey may have many of."""
        return tuple(row for row in self.rows if not row.is_answered)


class SendForm(ActionForm):
    """The button that sends a draft, with the draft's key, so that it is sent once."""

    key = HiddenField()


def show_check(journey: Journey, template: str = "questionnaires/check.html") -> Response:
    """Show everything that will be sent; a draft with something missing leads to the page that lacks it."""
    questionnaire = questionnaire_of(journey)
    draft = draft_here(journey)
    if draft is None:
        return lost(journey)
    way = walk(questionnaire, draft.entries, today())
    if missing := first_incomplete(way):
        return see_other(journey.page, page_id=missing.id, to="check")
    form = SendForm(formdata=None, data={"key": draft.key})
    return _check_rendered(journey, way, form, template)


def submit(journey: Journey, write: Write, template: str = "questionnaires/check.html") -> Response:
    """Send the draft, once, and go to the receipt; the second click goes there too."""
    questionnaire = questionnaire_of(journey)
    form = SendForm()
    if not form.validate_on_submit():
        draft = draft_here(journey)
        if draft is None:
            return lost(journey)
        way = walk(questionnaire, draft.entries, today())
        return _check_rendered(journey, way, form, template)
    try:
        _sent(journey, questionnaire, form.key.data or "", write)
    except DraftLostError:
        return lost(journey)
    except DraftIncompleteError as error:
        return see_other(journey.page, page_id=error.page_id, to="check")
    except DraftChangedError:
        return see_other(journey.check)
    return see_other(journey.receipt)


def _sent(journey: Journey, questionnaire: Questionnaire, draft_key: str, write: Write) -> None:
    """Read and check the draft first, so that others wait as short as can be while it is sent."""
    token, language, moment = token_here() or "", current_language(), now()
    with reading() as session:
        ready = services.ready_to_send(
            session,
            token=token,
            draft_key=draft_key,
            questionnaire=questionnaire,
            language=language,
            now=moment,
            keeps_copy=journey.keeps_copy,
        )
    with unit_of_work() as session:
        services.submit_draft(
            session,
            token=token,
            draft_key=draft_key,
            questionnaire=questionnaire,
            language=language,
            now=moment,
            keeps_copy=journey.keeps_copy,
            write=write,
            ready=ready,
        )


def receipt_here(journey: Journey) -> Receipt | None:
    """Give the newest receipt of this browser; it is there for 24 hours."""
    token = token_here()
    if token is None:
        return None
    with reading() as session:
        return queries.latest_receipt(session, token, journey.questionnaire, now())


def copy_of(journey: Journey, receipt: Receipt) -> tuple[SummaryRow, ...]:
    """Give the family's copy of what they sent, or () when there is none."""
    if receipt.entries is None:
        return ()
    return summary_rows(walk(questionnaire_of(journey), receipt.entries, today()))


def forget(journey: Journey) -> Response:
    """Delete the draft, the copy of what was sent, and the cookie when it opens nothing else."""
    form = ActionForm()
    if not form.validate_on_submit():
        page = render_template("questionnaires/forget.html", form=form, address=url_for(journey.forget))
        return private(make_response(page))
    token, opens_more = token_here(), False
    if token is not None:
        with unit_of_work() as session:
            opens_more = services.forget(session, token=token, questionnaire=journey.questionnaire)
    response = make_response(render_template("questionnaires/forgotten.html", start=url_for(journey.start)))
    response.headers["Clear-Site-Data"] = '"cache"'
    return private(response if opens_more else without_cookie(response))


def _check_rendered(journey: Journey, way: Walk, form: SendForm, template: str) -> Response:
    questionnaire = questionnaire_of(journey)
    page = CheckPage(
        rows=summary_rows(way),
        form=form,
        help_now=bool(urgent_questions(way)),
        back=url_for(journey.page, page_id=way.pages[-1].id),
        change=journey.page,
        forget=url_for(journey.forget),
        start=url_for(journey.start),
    )
    return private(make_response(render_template(template, page=page, title=questionnaire.title)))
