"""Asking one page after another, with answers kept in a draft (docs/questionnaires.md)."""

from collections.abc import Mapping

from flask import request, url_for
from werkzeug.wrappers import Response

from portal.core.errors import NotFoundError
from portal.infra.clock import now, today
from portal.infra.db import unit_of_work
from portal.infra.responses import see_other
from portal.questionnaires import services
from portal.questionnaires.forms import page_form, sent_form, typed_on
from portal.questionnaires.rules.answers import Entries
from portal.questionnaires.rules.flow import (
    Walk,
    first_incomplete,
    for_a_second_child,
    next_for_child,
    page_after,
    page_asked,
    page_before,
    walk,
)
from portal.questionnaires.rules.questions import Page, Questionnaire
from portal.questionnaires.views.journey import (
    Journey,
    draft_here,
    lost,
    private,
    questionnaire_of,
    token_here,
    with_cookie,
)
from portal.questionnaires.views.pages import PAGE, Frame, rendered_page

# Where somebody goes on to: back to the check, or along what belongs to a second child.
_CHECK, _CHILD = "check", "child"


def begin(journey: Journey, entries: Mapping[str, str] | None = None, page_id: str | None = None) -> Response:
    """Open a draft with what is already known and go to the first page; one that is there goes on where it stopped.

    `page_id` is the page to go to instead.
    """
    questionnaire, before = questionnaire_of(journey), draft_here(journey)
    known = {question: (text,) for question, text in (entries or {}).items() if text}
    token = _opened(questionnaire, known)
    if before is not None and page_id is None:
        way = walk(questionnaire, {**before.entries, **known}, today())
        return with_cookie(_to_page(journey, first_incomplete(way), aim=None), token)
    return with_cookie(see_other(journey.page, page_id=page_id or questionnaire.pages[0].id), token)


def begin_for_second_child(journey: Journey, entries: Entries) -> Response:
    """Open a draft with what was said about the family before, and ask what belongs to the child."""
    questionnaire = questionnaire_of(journey)
    known = for_a_second_child(questionnaire, entries)
    token = _opened(questionnaire, known)
    way = walk(questionnaire, known, today())
    return with_cookie(_to_page(journey, next_for_child(questionnaire, way, ""), aim=_CHILD), token)


def _opened(questionnaire: Questionnaire, known: Entries) -> str:
    with unit_of_work() as session:
        token, _draft = services.open_draft(
            session, token=token_here(), questionnaire=questionnaire, now=now(), entries=known
        )
    return token


def show_page(journey: Journey, page_id: str, template: str = PAGE) -> Response:
    """Show a page with what was typed on it before; a page that is not asked leads to one that is."""
    questionnaire = questionnaire_of(journey)
    if questionnaire.page(page_id) is None:
        raise NotFoundError
    draft = draft_here(journey)
    if draft is None and page_id != questionnaire.pages[0].id:
        return lost(journey)
    entries = draft.entries if draft else {}
    way = walk(questionnaire, entries, today())
    page = page_asked(way, page_id)
    if page is None:
        return _to_page(journey, page_after(questionnaire, way, page_id))
    form = page_form(page, entries, today())
    return private(rendered_page(questionnaire, page, form, way, _frame(journey, way, page), template))


def answer_page(journey: Journey, page_id: str, template: str = PAGE) -> Response:
    """Save what was typed, then check it, then go on; without a valid token it is shown again instead."""
    questionnaire = questionnaire_of(journey)
    whole = questionnaire.page(page_id)
    if whole is None:
        raise NotFoundError
    before = draft_here(journey)
    way = walk(questionnaire, before.entries if before else {}, today())
    page = page_asked(way, page_id) or whole
    sent = sent_form(request.form)
    form = page_form(page, {}, today(), sent=sent)
    is_good = form.validate_on_submit()
    if "csrf_token" in form.errors:
        return private(rendered_page(questionnaire, page, form, way, _frame(journey, way, page), template))
    with unit_of_work() as session:
        token, draft = services.save_page(
            session,
            token=token_here(),
            questionnaire=questionnaire,
            page=page,
            typed=typed_on(page, sent),
            now=now(),
        )
    way = walk(questionnaire, draft.entries, today())
    if before is None and page_id != questionnaire.pages[0].id:
        return with_cookie(lost(journey, kept_page=True), token)
    if "lang" in request.form:
        return with_cookie(see_other(journey.page, page_id=page_id, to=_aim()), token)
    if not is_good:
        again = rendered_page(questionnaire, page, form, way, _frame(journey, way, page), template)
        return with_cookie(private(again), token)
    return with_cookie(_onward(journey, questionnaire, way, page_id), token)


def _onward(journey: Journey, questionnaire: Questionnaire, way: Walk, page_id: str) -> Response:
    """Go to the next page; somebody who came to change one answer goes back to the check."""
    if _aim() == _CHECK:
        return _to_page(journey, first_incomplete(way))
    if _aim() == _CHILD:
        return _to_page(journey, next_for_child(questionnaire, way, page_id), aim=_CHILD)
    return _to_page(journey, page_after(questionnaire, way, page_id), aim=None)


def _to_page(journey: Journey, page: Page | None, aim: str | None = _CHECK) -> Response:
    return see_other(journey.page, page_id=page.id, to=aim) if page else see_other(journey.check)


def _aim() -> str | None:
    wanted = request.args.get("to")
    return wanted if wanted in {_CHECK, _CHILD} else None


def _frame(journey: Journey, way: Walk, page: Page) -> Frame:
    aim = _aim()
    questionnaire = questionnaire_of(journey)
    before = page_before(questionnaire, way, page.id)
    if aim == _CHECK:
        back = url_for(journey.check)
    else:
        back = url_for(journey.page, page_id=before.id) if before else url_for(journey.start)
    may_finish = aim is None and not any(question.required for question in questionnaire.questions())
    return Frame(
        address=url_for(journey.page, page_id=page.id, to=aim),
        back=back,
        forget=url_for(journey.forget),
        finish=url_for(journey.page, page_id=page.id, to=_CHECK) if may_finish else None,
    )
