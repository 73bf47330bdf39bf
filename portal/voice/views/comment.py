"""Comments on the offer, and “something is wrong on this page”: no person, read before anybody else sees them."""

from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.db import unit_of_work
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.questionnaires.forms import sent_form
from portal.voice.forms.comments import CommentForm, PageFaultForm
from portal.voice.rules.comments import Comment
from portal.voice.rules.pages import path_of
from portal.voice.services.comments import keep_comment

bp = Blueprint("comment", __name__)
COMMENT, FAULT, THANKS = "/comment", "/something-is-wrong", "/comment/thank-you"
# What stands in addresses of pages that everybody may name. A link that opens once, and a reference, stand in others.
_HARMLESS = frozenset({"slug", "page_slug", "page_id", "version"})


@dataclass(frozen=True, slots=True)
class FaultPage:
    """The form, and the page that it is about."""

    form: PageFaultForm
    path: str


@bp.get(COMMENT)
@public
def comment() -> ResponseReturnValue:
    """Ask for a comment of one of the three kinds."""
    return render_template("voice/comment.html", form=CommentForm())


@bp.post(COMMENT)
@public
def send_comment() -> ResponseReturnValue:
    """Keep a comment, once; a change of language shows the form again as it is."""
    form = CommentForm(sent=sent_form(request.form))
    if "lang" in request.form or not form.validate_on_submit():
        return render_template("voice/comment.html", form=form)
    return _kept(form.form_key, form.comment())


@bp.get(FAULT)
@public
def fault() -> ResponseReturnValue:
    """Ask what is wrong on the page from which somebody comes."""
    path = _known(path_of(request.args.get("page", "")))
    return render_template("voice/fault.html", page=FaultPage(PageFaultForm(page=path), path))


@bp.post(FAULT)
@public
def send_fault() -> ResponseReturnValue:
    """Keep what is wrong, once; a change of language shows the form again as it is."""
    form = PageFaultForm(sent=sent_form(request.form))
    path = _known(form.path)
    if "lang" in request.form or not form.validate_on_submit():
        return render_template("voice/fault.html", page=FaultPage(form, path))
    return _kept(form.form_key, form.comment(path))


@bp.get(THANKS)
@public
def thanks() -> ResponseReturnValue:
    """Say what happens next."""
    return render_template("voice/comment_thanks.html")


def _kept(form_key: str, said: Comment) -> ResponseReturnValue:
    with unit_of_work() as session:
        keep_comment(session, now=now(), form_key=form_key, comment=said, seal=keys().seal_for_worker)
    return see_other("comment.thanks")


def _known(path: str) -> str:
    """Give the path of a page of ours whose address can hold neither a secret nor a person; "" for others."""
    try:
        _endpoint, values = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return ""
    return path if values.keys() <= _HARMLESS else ""
