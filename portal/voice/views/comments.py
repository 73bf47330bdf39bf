"""The published comments with the council's answers, and what came of them in each year."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.disclosure.releases import is_small
from portal.infra.access import public
from portal.infra.db import reading
from portal.infra.i18n import _, format_number
from portal.infra.paging import Paged, page_number
from portal.voice.queries import comments as queries
from portal.voice.queries.comments import PublishedLine
from portal.voice.rules.comments import CommentKind, Refusal, YearOfComments

bp = Blueprint("comments", __name__)
ADDRESS = "/comments"


@dataclass(frozen=True, slots=True)
class Shown:
    """One comment; `kind` is what it is about, in words."""

    line: PublishedLine
    kind: str


@dataclass(frozen=True, slots=True)
class YearTable:
    """What came of the comments of a year: names and numbers, small ones hidden."""

    year: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """One page of comments, and the years."""

    comments: Paged[Shown]
    years: tuple[YearTable, ...]

    @staticmethod
    def page_address(number: int) -> str:
        """Give the address of another page of comments."""
        return f"{ADDRESS}?page={number}"


@bp.get(ADDRESS)
@public
def comments() -> ResponseReturnValue:
    """Show what was published, the newest first."""
    kinds = kind_words()
    with reading() as session:
        found = queries.published(session, page_number(request.args))
        years = queries.years(session)
    lines = [Shown(line, kinds[line.kind]) for line in found.items]
    paged = Paged(lines, found.total, found.number, found.size)
    return render_template("voice/comments.html", page=CommentsPage(paged, tuple(map(_table, years))))


def kind_words() -> dict[CommentKind, str]:
    """Give what a comment is about, in words."""
    return {
        CommentKind.CONTENT: _("What there is"),
        CommentKind.ACCESSIBILITY: _("How easy it is to find and read"),
        CommentKind.INVOLVEMENT: _("How it was made"),
        CommentKind.PAGE: _("Something wrong on a page"),
    }


def refusal_words() -> dict[Refusal, str]:
    """Give the reasons of the law in plain words."""
    return {
        Refusal.VEXATIOUS: _("Sent only to annoy or to hurt"),
        Refusal.ABOUT_AN_INDIVIDUAL: _("About the services of one person"),
        Refusal.DUPLICATE: _("The same comment came before"),
        Refusal.NOT_ABOUT_OFFER: _("Not about what we offer"),
    }


def safe_number(number: int) -> str:
    """Write a number of people so that it points to none of them."""
    return _("fewer than 5") if is_small(number) else format_number(number)


def _table(year: YearOfComments) -> YearTable:
    kinds, reasons = kind_words(), refusal_words()
    published = [
        (_("Published: %(about)s", about=kinds[kind]), safe_number(n)) for kind, n in year.published.items()
    ]
    refused = [
        (_("Not published: %(reason)s", reason=reasons[reason]), safe_number(n))
        for reason, n in year.refused.items()
    ]
    answered = (_("With an answer"), safe_number(year.answered))
    return YearTable(str(year.year), (*published, answered, *refused))
