"""The pages of the offer."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.infra.access import public
from portal.infra.content_pack import content
from portal.infra.i18n import current_language
from portal.offer.content import Council, Page, Pages, Programme, Tier, Tiers
from portal.offer.views.organisation import council_data

bp = Blueprint("offer", __name__)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page: the tiers in one line each, and the council as search engines read it."""

    tiers: tuple[Tier, ...]
    structured: Markup


@dataclass(frozen=True, slots=True)
class TierPage:
    """A tier with its own page of text."""

    tier: Tier
    programmes: tuple[Programme, ...]
    text: Page


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Show the ways in."""
    page = HomePage(content(Tiers).tiers, council_data(content(Council)))
    return render_template("offer/home.html", page=page)


@bp.get("/help-now")
@public
def help_now() -> ResponseReturnValue:
    """Show the telephones, before any form."""
    return render_template("offer/help_now.html")


@bp.get("/<page_slug>")
@public
def text_page(page_slug: str) -> ResponseReturnValue:
    """Show a page of the content pack; the page of a tier starts with its facts."""
    text = content(Pages).in_language(page_slug, current_language())
    if text is None:
        abort(404)
    tiers = content(Tiers)
    tier = tiers.with_page(page_slug)
    if tier is None:
        return render_template("offer/page.html", page=text)
    page = TierPage(tier, tiers.programmes_of(tier.tier), text)
    return render_template("offer/tier.html", page=page)
