"""What a comment on the offer is, where it stands, and for which reasons alone it may stay unpublished.

Regulation 56 of the Special Educational Needs and Disability Regulations 2014: a council seeks comments on the content
of its offer, on how accessible the information is and on how it was developed, and publishes them with its response.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.errors import PortalError

LONGEST_COMMENT = 1000


class CommentKind(StrEnum):
    """What a comment is about: the three kinds of the regulation, and a page on which something is wrong."""

    CONTENT = "content"
    ACCESSIBILITY = "accessibility"
    INVOLVEMENT = "involvement"
    PAGE = "page"


class CommentState(StrEnum):
    """Where a comment stands; nobody outside reads one that is new or refused."""

    NEW = "new"
    PUBLISHED = "published"
    ANSWERED = "answered"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why a comment is not published; the law has no other reason, and one that hurts to read is none."""

    VEXATIOUS = "vexatious"
    ABOUT_AN_INDIVIDUAL = "about_an_individual"
    DUPLICATE = "duplicate"
    NOT_ABOUT_OFFER = "not_about_offer"


class Move(StrEnum):
    """What an editor does with a comment."""

    PUBLISH = "publish"
    ANSWER = "answer"
    REFUSE = "refuse"
    REOPEN = "reopen"


# An answer that was given is not taken away by publishing anew without one: the comment is reopened for that.
MOVES: Mapping[tuple[CommentState, Move], CommentState] = {
    (CommentState.NEW, Move.PUBLISH): CommentState.PUBLISHED,
    (CommentState.NEW, Move.ANSWER): CommentState.ANSWERED,
    (CommentState.NEW, Move.REFUSE): CommentState.REFUSED,
    (CommentState.PUBLISHED, Move.PUBLISH): CommentState.PUBLISHED,
    (CommentState.PUBLISHED, Move.ANSWER): CommentState.ANSWERED,
    (CommentState.PUBLISHED, Move.REOPEN): CommentState.NEW,
    (CommentState.ANSWERED, Move.ANSWER): CommentState.ANSWERED,
    (CommentState.ANSWERED, Move.REOPEN): CommentState.NEW,
    (CommentState.REFUSED, Move.REOPEN): CommentState.NEW,
}


class MoveError(PortalError):
    """A comment does not stand where this move begins; a colleague may have been faster."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says about the offer; `page` is the path of a page, "" where none is named."""

    kind: CommentKind
    words: str
    page: str = ""


def moved(state: CommentState, move: Move) -> CommentState:
    """Give where a comment stands after a move; raises MoveError."""
    after = MOVES.get((state, move))
    if after is None:
        raise MoveError(f"no {move} from {state}")
    return after


def comment_key(form_key: str, comment: Comment) -> str:
    """Give the key under which a comment is kept: the same for a second press of the same button."""
    said = f"{form_key}:comment:{comment.kind}:{comment.page}:{comment.words}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class YearOfComments:
    """What came of the comments of a year: how many stand on the page, by kind, and how many were refused, by reason.

    There is no total of what came in: with the published ones counted on the page, it would tell the refused.
    """

    year: int
    published: Mapping[CommentKind, int]
    answered: int
    refused: Mapping[Refusal, int]


def years_of(
    published: Mapping[tuple[date, CommentKind, bool], int], refused: Mapping[tuple[date, Refusal], int]
) -> tuple[YearOfComments, ...]:
    """Put counts by day into years, the newest first; published ones are counted by kind and whether answered."""
    years = {day.year for day, _kind, _answered in published} | {day.year for day, _reason in refused}
    return tuple(
        YearOfComments(
            year=year,
            published={
                kind: sum(n for (day, k, _a), n in published.items() if (day.year, k) == (year, kind))
                for kind in CommentKind
            },
            answered=sum(n for (day, _k, has), n in published.items() if has and day.year == year),
            refused={
                reason: sum(n for (day, r), n in refused.items() if (day.year, r) == (year, reason))
                for reason in Refusal
            },
        )
        for year in sorted(years, reverse=True)
    )
