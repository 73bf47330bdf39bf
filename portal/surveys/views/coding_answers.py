"""One comment after the other: a coder reads what somebody wrote and chooses themes for it."""

import hashlib
import re

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.surveys.queries import coding as queries
from portal.surveys.queries.coding import Queue
from portal.surveys.queries.themes import standing_merges
from portal.surveys.rules.coding import final_codes
from portal.surveys.rules.suggesting import suggested
from portal.surveys.rules.themes import CodeBook
from portal.surveys.services import coding as services
from portal.surveys.services.coding import StaleCodingError, UnknownThemeError, coding_mark
from portal.surveys.views.coding_form import ClearForm, CodingForm
from portal.surveys.views.coding_pages import AnswerPage, words_of
from portal.surveys.views.coding_place import GROUP, Place, coder, place_of

bp = Blueprint("coding_answers", __name__)
_ANSWER = f"{GROUP}/answers/<key>"
_KEY = re.compile(r"[0-9a-f]{32}")


@bp.get(f"{GROUP}/next")
@requires(Role.COMMISSIONER)
def next_answer(round_code: str, group_code: str) -> ResponseReturnValue:
    """Go to the next comment of a queue."""
    place, queue = place_of(round_code, group_code), _queue() or Queue.NOBODY
    with reading() as session:
        key = queries.next_comment(session, place.round, place.group, coder(), queue, _after() or _start())
    if key is None:
        return see_other("coding.group", **place.at(), done="end")
    before = {"after": _after() or None, "done": request.args.get("done")}
    return see_other("coding_answers.answer", **place.at(), key=key, queue=queue.value, **before)


@bp.get(_ANSWER)
@requires(Role.COMMISSIONER)
def answer(round_code: str, group_code: str, key: str) -> ResponseReturnValue:
    """Show one comment with the themes among which to choose; nothing is ticked before this coder ticks it."""
    return _shown(place_of(round_code, group_code), key)


@bp.post(_ANSWER)
@requires(Role.COMMISSIONER)
def save(round_code: str, group_code: str, key: str) -> ResponseReturnValue:
    """Keep the choice and go on; a form that is older than the coder's own choice changes nothing."""
    place, form = place_of(round_code, group_code), CodingForm()
    if not form.validate_on_submit():
        return _shown(place, key, form)
    try:
        with unit_of_work() as session:
            services.save_coding(
                session,
                now=now(),
                actor=coder(),
                round_=place.round,
                book=content(CodeBook),
                group=place.group,
                key=key,
                choice=form.choice,
            )
    except StaleCodingError:
        return _shown(place, key, form, is_stale=True), 409
    except UnknownThemeError:
        form.refuse_unknown()
        return _shown(place, key, form)
    if queue := _queue():
        return see_other(
            "coding_answers.next_answer", **place.at(), queue=queue.value, after=key, done="saved"
        )
    return see_other("coding.group", **place.at(), done="saved")


@bp.post(f"{_ANSWER}/clear")
@requires(Role.COMMISSIONER)
def clear(round_code: str, group_code: str, key: str) -> ResponseReturnValue:
    """Take the coder's own choice back."""
    place, form = place_of(round_code, group_code), ClearForm()
    if not form.validate_on_submit():
        return _shown(place, key)
    try:
        with unit_of_work() as session:
            services.clear_coding(
                session,
                now=now(),
                actor=coder(),
                round_=place.round,
                group=place.group,
                key=key,
                seen=form.seen.data or "",
            )
    except StaleCodingError:
        return _shown(place, key, is_stale=True), 409
    return see_other("coding.group", **place.at(), done="cleared")


def _shown(place: Place, key: str, form: CodingForm | None = None, *, is_stale: bool = False) -> str:
    """Show one comment, with what was ticked or else with what this coder chose before."""
    place.note("comment_seen")
    with reading() as session:
        comment = queries.comment(session, keys().opener, place.round, place.group, key)
        chosen = queries.coding_of(session, place.group.code, key, coder())
        final = final_codes(standing_merges(session, place.round.audience, place.group.code))
        progress = queries.progress(session, place.round, place.group, coder())
    shown = form or CodingForm()
    if form is None:
        shown.fill(chosen)
    if form is None or is_stale:
        # Pressed again, a form that was too old holds: its reader now knows what stands.
        shown.seen.data = coding_mark(chosen)
    offered = [theme for theme in place.group.themes if theme.code not in final]
    shown.offer(offered, suggested(comment.text, offered), final)
    page = AnswerPage(
        round=place.round,
        group=place.group,
        key=key,
        words=words_of(comment, place.survey),
        form=shown,
        progress=progress,
        queue=_queue(),
        chosen=None if chosen is None else tuple(sorted(map(place.group.label_of, chosen))),
        mark=coding_mark(chosen),
        is_stale=is_stale,
        before=_after(),
        is_saved=request.args.get("done") == "saved",
    )
    return render_template("surveys/coding/answer.html", page=page)


def _queue() -> Queue | None:
    found = request.args.get("queue", "")
    return Queue(found) if found in set(Queue) else None


def _after() -> str:
    found = request.args.get("after", "")
    return found if _KEY.fullmatch(found) else ""


def _start() -> str:
    """Give where this coder starts: two people who go through one queue at once begin at different comments."""
    return hashlib.sha256(coder().encode()).hexdigest()[:32]
