"""Questionnaires of which nothing is kept: the answers travel in the page itself, encrypted.

There is nothing to forge, because nothing is written; so a browser without cookies can use them too.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.sealing import SealError
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.forms import page_form, sent_form, typed_on
from portal.questionnaires.rules.answers import Entries
from portal.questionnaires.rules.flow import (
    Walk,
    first_incomplete,
    merged,
    page_after,
    page_asked,
    page_before,
    walk,
)
from portal.questionnaires.rules.questions import Page, Questionnaire
from portal.questionnaires.views.pages import Frame, rendered_page

_LIFE = timedelta(hours=24)
# The browser may show an earlier page again when somebody goes back: it stays on this device only.
_ON_THIS_DEVICE = "private, no-cache"


@dataclass(frozen=True, slots=True)
class CarriedJourney:
    """Where such a questionnaire lives: `questions` and `result` both take the POST of a page.

    `values` are those that the addresses take.
    """

    questionnaire: str
    start: str
    questions: str
    result: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """All answers, valid; `kept` lets the result offer a way back into the questions."""

    way: Walk
    kept: str


@dataclass(frozen=True, slots=True)
class _State:
    """What a page carries: everything typed so far, and the page on which it stands."""

    page_id: str
    entries: Entries


def show_first(journey: CarriedJourney, entries: Entries | None = None) -> Response:
    """Show the first page, with what is already known on it and on later ones."""
    questionnaire = _questionnaire(journey)
    way = walk(questionnaire, entries or {}, today())
    return _shown(journey, questionnaire, way, way.pages[0], entries or {})


def carried_here(journey: CarriedJourney) -> Entries:
    """Give what another such questionnaire sent along to this page; nothing when it cannot be read."""
    state = _opened(request.form.get("kept", ""), _questionnaire(journey), now())
    return state.entries if state else {}


def carry_on(journey: CarriedJourney) -> Response | Finished:
    """Take the answers of a page and show the next one; give all answers after the last."""
    questionnaire = _questionnaire(journey)
    state = _opened(request.form.get("kept", ""), questionnaire, now())
    if state is None:
        return _started_again(journey, questionnaire)
    before = walk(questionnaire, state.entries, today())
    page = page_asked(before, state.page_id) or before.pages[0]
    if request.form.get("go") == "result" and not before.faults:
        return Finished(before, _sealed(questionnaire, state, now()))
    if request.form.get("go") == "change":
        return _shown(journey, questionnaire, before, page, state.entries)
    entries = merged(state.entries, page, typed_on(page, sent_form(request.form)))
    way = walk(questionnaire, entries, today())
    if request.form.get("go") == "back":
        return _shown(journey, questionnaire, way, page_before(questionnaire, way, page.id) or page, entries)
    if "lang" in request.form:
        return _shown(journey, questionnaire, way, page, entries)
    if any(question.id in way.faults for question in page.questions):
        return _shown(journey, questionnaire, way, page, entries, checked=True)
    following = page_after(questionnaire, way, page.id) or first_incomplete(way)
    if following is not None:
        return _shown(journey, questionnaire, way, following, entries)
    return Finished(way, _sealed(questionnaire, _State(page.id, entries), now()))


def kept_on_device(response: Response) -> Response:
    """Let the browser go back to a page without asking whether to send it again."""
    response.headers["Cache-Control"] = _ON_THIS_DEVICE
    return response


def _started_again(journey: CarriedJourney, questionnaire: Questionnaire) -> Response:
    way = walk(questionnaire, {}, today())
    notice = _("We could not read your earlier answers. Nothing was kept, so we start again here.")
    return _shown(journey, questionnaire, way, way.pages[0], {}, notice=notice)


def _shown(
    journey: CarriedJourney,
    questionnaire: Questionnaire,
    way: Walk,
    page: Page,
    entries: Entries,
    *,
    checked: bool = False,
    notice: str = "",
) -> Response:
    """Show a page; the last one sends its answers to the result, which no later page can follow."""
    is_last = page_after(questionnaire, way, page.id) is None
    form = page_form(page, entries, today(), sent=sent_form(request.form) if checked else None, writes=False)
    if checked:
        form.validate()
    frame = Frame(
        address=url_for(journey.result if is_last else journey.questions, **journey.values),
        back=None if page_before(questionnaire, way, page.id) else url_for(journey.start, **journey.values),
        goes_back=page_before(questionnaire, way, page.id) is not None,
        kept=_sealed(questionnaire, _State(page.id, entries), now()),
        notice=notice,
    )
    return kept_on_device(rendered_page(questionnaire, page, form, way, frame))


def _questionnaire(journey: CarriedJourney) -> Questionnaire:
    return content(Questionnaires).named(journey.questionnaire)


def _place(questionnaire: Questionnaire) -> str:
    return f"page:{questionnaire.id}:{questionnaire.version}"


def _sealed(questionnaire: Questionnaire, state: _State, moment: datetime) -> str:
    plain: Mapping[str, object] = {
        "at": int(moment.timestamp()),
        "page": state.page_id,
        "entries": {question: list(parts) for question, parts in state.entries.items()},
    }
    envelope = keys().forms_vault.encrypt(json.dumps(plain).encode(), _place(questionnaire))
    return base64.urlsafe_b64encode(envelope).decode()


def _opened(kept: str, questionnaire: Questionnaire, moment: datetime) -> _State | None:
    """Read what a page carried; None when it is too old, was changed, or was made for other questions."""
    try:
        envelope = base64.b64decode(kept.encode(), altchars=b"-_", validate=True)
        plain = json.loads(keys().forms_vault.decrypt(envelope, _place(questionnaire)))
    except (SealError, binascii.Error, ValueError):
        return None
    if moment.timestamp() - plain["at"] > _LIFE.total_seconds():
        return None
    entries = {question: tuple(parts) for question, parts in plain["entries"].items()}
    return _State(plain["page"], entries) if questionnaire.page(plain["page"]) else None
