"""Reading what was coded: the comments of a group in a round, who coded them, and what is left."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import CompoundSelect, Select, Subquery, and_, case, func, select, union
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from portal.core.errors import NotFoundError
from portal.infra.sealing import Opener, SealError
from portal.surveys.models import CodedAnswer, SurveyResponse, SurveyText, ThemeTag
from portal.surveys.queries.responses import info_of
from portal.surveys.queries.themes import standing_merges
from portal.surveys.rules.agreement import Codings
from portal.surveys.rules.coding import Merge, Tag
from portal.surveys.rules.rounds import Round
from portal.surveys.rules.themes import ThemeGroup


class Queue(StrEnum):
    """Which comments somebody goes through."""

    NOBODY = "nobody"
    MINE = "mine"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a group is in a round; `waiting` is how many comments each queue of this coder holds.

    Comments are counted by respondent. One whose words were deleted after two years still counts where it was coded.
    """

    comments: int
    coded: int
    coded_twice: int
    coded_by_me: int
    waiting: Mapping[Queue, int]

    @property
    def uncoded(self) -> int:
        """Give how many comments nobody has coded."""
        return self.comments - self.coded


@dataclass(frozen=True, slots=True)
class Comment:
    """What one respondent wrote for a group, opened: the words by question."""

    key: str
    words: Mapping[str, str]

    @property
    def text(self) -> str:
        """Give all words together."""
        return "\n".join(self.words.values())


@dataclass(frozen=True, slots=True)
class Coded:
    """What was coded in a group of a round, by comment and coder as chosen, and the merges that count now."""

    codings: Mapping[str, Codings]
    merges: Sequence[Merge]


def coded(session: Session, round_: Round, group: ThemeGroup, *, twice: bool = False) -> Coded:
    """Give what was coded; with `twice` only comments that two or more people coded."""
    merges = standing_merges(session, round_.audience, group.code)
    return Coded(codings(session, round_, group, twice=twice), merges)


def progress(session: Session, round_: Round, group: ThemeGroup, coder: str) -> Progress:
    """Count the comments of a group in a round; `coder` is who looks."""
    known = _known(round_, group, coder)
    coded, twice, mine = session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(case((known.c.coders > 1, 1), else_=0)), 0),
            func.coalesce(func.sum(known.c.mine), 0),
        ).select_from(known)
    ).one()
    waiting = {queue: _number(session, _waiting(round_, group, coder, queue)) for queue in Queue}
    return Progress(
        comments=coded + waiting[Queue.NOBODY],
        coded=coded,
        coded_twice=twice,
        coded_by_me=mine,
        waiting=waiting,
    )


def next_comment(
    session: Session, round_: Round, group: ThemeGroup, coder: str, queue: Queue, after: str
) -> str | None:
    """Give the key of the next comment of a queue behind `after`, and from the start again at the end."""
    waiting = _waiting(round_, group, coder, queue).subquery()
    first = select(waiting.c.response_key).order_by(waiting.c.response_key).limit(1)
    following = session.scalar(first.where(waiting.c.response_key > after))
    return following or session.scalar(first.where(waiting.c.response_key <= after))


def comment(session: Session, opener: Opener, round_: Round, group: ThemeGroup, key: str) -> Comment:
    """Open one comment; raises NotFoundError when this round has none with this key."""
    found = comments(session, opener, round_, group, [key])
    if key not in found:
        raise NotFoundError
    return found[key]


def comments(
    session: Session, opener: Opener, round_: Round, group: ThemeGroup, keys: Sequence[str]
) -> Mapping[str, Comment]:
    """Open the comments with these keys, questions in the order of the group; words that are gone are left out."""
    rows = session.scalars(
        select(SurveyText)
        .join(SurveyResponse, SurveyResponse.key == SurveyText.response_key)
        .where(_in_group(round_, group), SurveyText.response_key.in_(keys))
    )
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: group.questions.index(row.question)):
        words[row.response_key][row.question] = _opened(row, opener)
    return {key: Comment(key, found) for key, found in words.items()}


def codings(
    session: Session, round_: Round, group: ThemeGroup, *, twice: bool = False
) -> Mapping[str, Codings]:
    """Give for each coded comment of a round what each coder chose, as chosen: merges are not applied.

    With `twice` only comments are given that two or more people coded.
    """
    who = _coders(round_, group).subquery()
    chosen = and_(
        ThemeTag.response_key == who.c.response_key,
        ThemeTag.coder == who.c.coder,
        ThemeTag.group == group.code,
    )
    query = select(who.c.response_key, who.c.coder, ThemeTag.code).outerjoin(ThemeTag, chosen)
    if twice:
        known = _known(round_, group, "")
        query = query.join(known, known.c.response_key == who.c.response_key).where(known.c.coders > 1)
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(lambda: defaultdict(frozenset))
    for key, coder, code in session.execute(query):
        found[key][coder] |= {code} if code else frozenset()
    return found


def tags(session: Session, round_: Round, group: ThemeGroup) -> Sequence[Tag]:
    """Give every tag of a group in a round, of all coders."""
    rows = session.execute(
        select(ThemeTag.response_key, ThemeTag.code, ThemeTag.coder)
        .join(SurveyResponse, SurveyResponse.key == ThemeTag.response_key)
        .where(SurveyResponse.round_id == round_.id, ThemeTag.group == group.code)
    )
    return [Tag(key, code, coder) for key, code, coder in rows]


def coding_of(session: Session, group: str, key: str, coder: str) -> frozenset[str] | None:
    """Give what a coder chose for one comment, or None when this coder has not coded it."""
    mine = ThemeTag.response_key == key, ThemeTag.group == group, ThemeTag.coder == coder
    chosen = frozenset(session.scalars(select(ThemeTag.code).where(*mine)).all())
    has_read = bool(chosen) or session.get(CodedAnswer, (key, group, coder)) is not None
    return chosen if has_read else None


def _in_group(round_: Round, group: ThemeGroup) -> ColumnElement[bool]:
    return and_(SurveyResponse.round_id == round_.id, SurveyText.question.in_(group.questions))


def _written(round_: Round, group: ThemeGroup) -> Select[str]:
    """Select the keys of the respondents who wrote something for a group."""
    return (
        select(SurveyText.response_key)
        .join(SurveyResponse, SurveyResponse.key == SurveyText.response_key)
        .where(_in_group(round_, group))
        .distinct()
    )


def _coders(round_: Round, group: ThemeGroup) -> CompoundSelect[str, str]:
    """Select who coded what; an import may hold tags without a mark that somebody read the answer."""
    return union(
        *(
            select(kind.response_key, kind.coder)
            .join(SurveyResponse, SurveyResponse.key == kind.response_key)
            .where(SurveyResponse.round_id == round_.id, kind.group == group.code)
            for kind in (CodedAnswer, ThemeTag)
        )
    )


def _known(round_: Round, group: ThemeGroup, coder: str) -> Subquery:
    """Give each coded comment with the number of its coders, and whether `coder` is one of them."""
    who = _coders(round_, group).subquery()
    return (
        select(
            who.c.response_key,
            func.count().label("coders"),
            func.max(case((who.c.coder == coder, 1), else_=0)).label("mine"),
        )
        .group_by(who.c.response_key)
        .subquery()
    )


def _waiting(round_: Round, group: ThemeGroup, coder: str, queue: Queue) -> Select[str]:
    """Select the keys of the comments in a queue."""
    known = _known(round_, group, coder)
    not_by_me = func.coalesce(known.c.mine, 0) == 0
    wanted: Mapping[Queue, ColumnElement[bool]] = {
        Queue.NOBODY: known.c.coders.is_(None),
        Queue.MINE: not_by_me,
        Queue.SECOND: and_(not_by_me, known.c.coders == 1),
    }
    joined = known.c.response_key == SurveyText.response_key
    return _written(round_, group).outerjoin(known, joined).where(wanted[queue])


def _number(session: Session, keys: Select[str]) -> int:
    return session.scalar(select(func.count()).select_from(keys.subquery())) or 0


def _opened(row: SurveyText, opener: Opener) -> str:
    try:
        return opener.open(row.sealed, info_of(row.response_key, row.question)).decode()
    except SealError:
        # One damaged answer must not stop the queue: the coder says that no theme fits.
        return "(this answer cannot be opened)"
