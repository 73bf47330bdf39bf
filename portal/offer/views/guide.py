"""The ways to everything: what there is, the words explained, and the short breaks services statement."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from portal.infra.access import public
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.i18n import _, current_language
from portal.offer.content import Glossary, Guide, Pages, Statements
from portal.offer.content.glossary import Meaning
from portal.offer.content.guide import Way
from portal.offer.content.statement import Statement

bp = Blueprint("guide", __name__)
ADDRESS, GLOSSARY, STATEMENT = "/what-there-is", "/glossary", "/statement"


@dataclass(frozen=True, slots=True)
class Link:
    """A page with the words that say what it is about; `language` is that of its words."""

    address: str
    title: str
    summary: str
    language: str


@dataclass(frozen=True, slots=True)
class Links:
    """Pages under one heading."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """Every page of the portal, in groups."""

    groups: tuple[Links, ...]


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The hard words of a language."""

    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One version of the statement, among all that can be read."""

    text: Statement
    is_current: bool
    versions: tuple[Statement, ...]


@bp.get(ADDRESS)
@public
def what_there_is() -> ResponseReturnValue:
    """Show the way to every page."""
    groups = tuple(
        Links(_(group.title), tuple(_link(way) for way in group.ways)) for group in content(Guide).groups
    )
    return render_template("offer/what_there_is.html", page=GuidePage(groups))


@bp.get(GLOSSARY)
@public
def glossary() -> ResponseReturnValue:
    """Show all hard words with what they mean."""
    page = GlossaryPage(content(Glossary).meanings(current_language()))
    return render_template("offer/glossary.html", page=page)


@bp.get(STATEMENT)
@public
def statement() -> ResponseReturnValue:
    """Show the statement that counts today."""
    return _statement(None)


@bp.get(f"{STATEMENT}/<version>")
@public
def old_statement(version: str) -> ResponseReturnValue:
    """Show one version of the statement."""
    return _statement(version)


def _statement(version: str | None) -> ResponseReturnValue:
    versions = content(Statements).versions(current_language(), today())
    shown = next((one for one in versions if version in {None, one.version}), None)
    if shown is None:
        abort(404)
    page = StatementPage(shown, shown is versions[0], versions)
    return render_template("offer/statement.html", page=page)


def _link(way: Way) -> Link:
    page = content(Pages).in_language(way.page, current_language()) if way.page else None
    if page is not None:
        return Link(way.target, page.title, page.description, page.language)
    summary = _(way.summary.text) if way.summary else ""
    title = _(way.title) if way.title else ""
    return Link(way.target, title, summary, current_language())
