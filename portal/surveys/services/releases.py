"""Releasing figures of closed rounds: counted, protected against all earlier releases, kept, and the rounds frozen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.disclosure.protector import Counts, RefusedError, protect
from portal.core.disclosure.releases import Release, linked_to
from portal.core.disclosure.shapes import Key, Shape
from portal.infra.clock import in_london
from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.models import SurveyRelease, SurveyRound
from portal.surveys.queries.releases import exact_counts, plans_of, releases, unread_groups
from portal.surveys.queries.rounds import responses_by_channel, rounds
from portal.surveys.rules.releases import (
    Layout,
    Refusal,
    ReleasedTable,
    ReleaseRead,
    ReleaseRefusedError,
    groups_coded_anew,
    in_order,
    names_of,
    refusal_of,
    stored,
    without_groups,
)
from portal.surveys.rules.rounds import Round
from portal.surveys.rules.themes import CodeBook

_SUBJECT = "survey_release"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be released, beside the exact numbers; `mark` changes when anything came in between.

    `unread` are the groups of themes that are left out, because nobody has read all that people wrote for them.
    """

    layout: Layout
    rounds: tuple[Round, ...]
    people: int
    tables: tuple[ReleasedTable, ...]
    exact: dict[Key, int]
    mark: tuple[int, ...]
    unread: frozenset[str] = frozenset()

    @property
    def seen(self) -> str:
        """Give a mark of exactly these figures, so that a look at them is no look at others."""
        said = (self.people, sorted(self.exact.items()), [stored(table) for table in self.tables])
        return sha256(repr(said).encode()).hexdigest()


def prepare(
    session: Session,
    *,
    today: date,
    questionnaire: Questionnaire,
    book: CodeBook,
    layout: Layout,
    codes: Sequence[str],
) -> Prepared:
    """Count and protect the tables of some rounds; raises ReleaseRefusedError.

    It only reads, and takes some seconds: give it a session that holds no lock.
    """
    chosen = tuple(one for one in rounds(session) if one.code in codes)
    if refusal := refusal_of(chosen, responses_by_channel(session), layout, today):
        raise ReleaseRefusedError(refusal)
    ids = frozenset(one.id for one in chosen)
    # Words that nobody has read would be published as “nobody said this”.
    unread = unread_groups(session, layout.audience, book, ids)
    whole = replace(layout, tables=tuple(one for one in layout.tables if one.themes not in unread))
    plans = plans_of(session, whole, questionnaire, book, ids)
    earlier = [one for one in releases(session) if one.audience is layout.audience]
    # Tables of earlier releases are counted anew: what they hide must stay hidden beside the new ones.
    linked = _linked(ids, earlier)
    older = [table.plan for one in linked for table in one.tables]
    known = ids.union(*(one.round_ids for one in linked))
    counts = exact_counts(session, layout.audience, layout.questionnaire, [*plans, *older], sorted(known))
    coded_anew = {code for one in linked for code in groups_coded_anew(one, counts)}
    release = _protected(
        [plan.shape for plan in plans if plan.rows.asked.code not in coded_anew],
        names_of(ids),
        counts,
        [without_groups(one.release, coded_anew) for one in linked],
    )
    exact = {
        key: sum(counts[name].get(key, 0) for name in names_of(ids)) for key in counts[str(chosen[0].id)]
    }
    tables, mark = in_order(plans, release), _mark(session, chosen)
    return Prepared(layout, chosen, release.number, tables, exact, mark, unread)


def _linked(ids: frozenset[int], earlier: Sequence[ReleaseRead]) -> list[ReleaseRead]:
    """Give the earlier releases that say something about these rounds."""
    about = linked_to(names_of(ids), [one.release for one in earlier])
    return [one for one in earlier if one.release in about]


def _protected(
    shapes: Sequence[Shape], people: frozenset[str], counts: Counts, linked: Sequence[Release]
) -> Release:
    try:
        return protect(shapes, people, counts, linked)
    except RefusedError as error:
        raise ReleaseRefusedError(Refusal.NOT_SAFE) from error
    except ValueError as error:
        raise ReleaseRefusedError(Refusal.COUNTED_OTHERWISE) from error


def publish(session: Session, *, now: datetime, actor: str, prepared: Prepared) -> str:
    """Keep what was prepared, freeze its rounds and give the code; raises ReleaseRefusedError if anything changed."""
    chosen = prepared.rounds
    rows = session.scalars(
        select(SurveyRound).where(SurveyRound.id.in_([one.id for one in chosen])).with_for_update()
    ).all()
    code = _new_code(session, prepared.layout.code, in_london(now).date())
    # In PostgreSQL this waits for those who are writing, so that what is compared below is what stands.
    record(session, now=now, action="survey.released", subject_type=_SUBJECT, subject=code, actor=actor)
    if _mark(session, chosen) != prepared.mark:
        raise ReleaseRefusedError(Refusal.CHANGED)
    for row in rows:
        row.frozen_at = row.frozen_at or now
    session.add(
        SurveyRelease(
            code=code,
            layout=prepared.layout.code,
            title=prepared.layout.title,
            audience=prepared.layout.audience.value,
            rounds=sorted(one.id for one in chosen),
            first_day=min(one.opens_on for one in chosen),
            last_day=max(one.closes_on for one in chosen),
            people=prepared.people,
            tables=[stored(table) for table in prepared.tables],
            released_at=now,
            released_by=actor,
        )
    )
    return code


def note_preview(session: Session, *, now: datetime, actor: str, layout: Layout) -> None:
    """Record that somebody looked at exact numbers beside those for publication."""
    record(
        session,
        now=now,
        action="survey.release_previewed",
        subject_type=_SUBJECT,
        subject=layout.code,
        actor=actor,
    )


def _mark(session: Session, chosen: Sequence[Round]) -> tuple[int, ...]:
    """Give what tells whether somebody answered or released in between."""
    counted = responses_by_channel(session)
    numbers = (sum(counted.get(one.id, {}).values()) for one in chosen)
    newest = max((one.id for one in releases(session)), default=0)
    return (newest, *numbers)


def _new_code(session: Session, layout: str, day: date) -> str:
    first = f"{layout}-{day.isoformat()}"
    taken = {one.code for one in releases(session)}
    return next(
        code for code in (first, *(f"{first}-{number}" for number in range(2, 1000))) if code not in taken
    )
