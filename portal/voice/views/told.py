"""“Do I need a diagnosis?”, with the small form for families who were told so."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import unit_of_work
from portal.offer.content import Needed, Tier, Tiers
from portal.offer.content.needed import Answer, Thing
from portal.questionnaires.forms import sent_form
from portal.voice.forms.needs import ToldForm
from portal.voice.rules.needs import SaidBy
from portal.voice.services.needs import tell_who_said_it
from portal.voice.views.choices import areas, lists_here, roles

bp = Blueprint("told", __name__)
ADDRESS, THANKS = "/do-i-need-a-diagnosis", "/do-i-need-a-diagnosis/thank-you"


@dataclass(frozen=True, slots=True)
class Line:
    """What one tier asks for."""

    tier: Tier
    answer: Answer


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that families are told to have first."""

    thing: Thing
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NeededPage:
    """Everything that families ask “Do I need it?” about, and the form."""

    words: Needed
    sections: tuple[Section, ...]
    form: ToldForm


@bp.get(ADDRESS)
@public
def needed() -> ResponseReturnValue:
    """Show what is needed for what."""
    return _shown(_form())


@bp.post(ADDRESS)
@public
def tell() -> ResponseReturnValue:
    """Keep who said it, once; a change of language shows the form again as it is."""
    form = _form(sent=True)
    if "lang" in request.form or not form.validate_on_submit():
        return _shown(form)
    with unit_of_work() as session:
        tell_who_said_it(
            session, now=now(), form_key=form.form_key, said_by=SaidBy(form.said_by.data), area=form.where
        )
    return redirect(THANKS, code=303)


@bp.get(THANKS)
@public
def thanks() -> ResponseReturnValue:
    """Say what happens with it, and what the family can have without a diagnosis."""
    return render_template("voice/told_thanks.html")


def _form(*, sent: bool = False) -> ToldForm:
    return ToldForm(roles(), areas(lists_here()), sent=sent_form(request.form) if sent else None)


def _shown(form: ToldForm) -> ResponseReturnValue:
    words, tiers = content(Needed), content(Tiers)
    sections = tuple(
        Section(thing, tuple(Line(tier, words.answer(thing, tier.code)) for tier in tiers.tiers))
        for thing in words.things
    )
    return render_template("voice/told.html", page=NeededPage(words, sections, form))
