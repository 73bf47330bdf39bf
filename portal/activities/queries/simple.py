"""Search by the database alone, for as long as there is no index: simple words, the same facets."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import ColumnElement, SQLColumnExpression, func, or_, select
from sqlalchemy.orm import Session

from portal.activities.models import Activity, ActivityTag
from portal.activities.queries.documents import IndexLists, Revision, facet_codes, index_facts
from portal.activities.rules.criteria import Criteria, Found
from portal.activities.search import engine
from portal.activities.search.analysis import folded
from portal.activities.search.facet_index import FacetIndex
from portal.activities.search.open_index import rows_by_name
from portal.activities.search.query import Plan, read_query
from portal.activities.search.ranking import Hits, WordMatch
from portal.activities.search.wordbook import Wordbook
from portal.providers.queries import provider_names

_SHORT = 3
_IN_NAME, _IN_TEXT = 4.0, 1.0


class SimpleIndex:
    """The facts of one revision, read from the database; words are asked of it each time."""

    def __init__(self, session: Session, lists: IndexLists, revision: Revision) -> None:
        """Read all facts."""
        found = index_facts(session, lists)
        self.revision = revision.number
        self.first_day = lists.first_day
        facts = [facts for facts, _name in found]
        codes = facet_codes(lists.taxonomy)
        self.facets = FacetIndex.from_facts(revision.number, facts, codes, lists.first_day)
        self.names = rows_by_name([folded(name) for _facts, name in found])
        self.rows = {facts.activity_id: row for row, (facts, _name) in enumerate(found)}

    def find(self, session: Session, criteria: Criteria, wordbook: Wordbook) -> Found:
        """Answer a search from the database."""
        return engine.answer(criteria, *self._matched(session, criteria, wordbook), self.facets)

    def matching_ids(
        self, session: Session, criteria: Criteria, wordbook: Wordbook, most: int
    ) -> tuple[int, ...]:
        """Give the ids of all activities that fit, at most so many, in order."""
        _plan, matched = self._matched(session, criteria, wordbook)
        return engine.matching_ids(criteria, matched, self.facets, most)

    def _matched(self, session: Session, criteria: Criteria, wordbook: Wordbook) -> tuple[Plan, WordMatch]:
        plan = read_query(criteria.words, wordbook, _NoWords(), exact=criteria.exact)
        source = _TextColumns(session, self.rows)
        hits_of = partial(engine.unit_hits, source=source, size=self.facets.size)
        return plan, engine.match(plan, hits_of, self.names, self.facets.everything)


class _NoWords:
    """Knows no word of the directory, so that only the council's own list puts spellings right."""

    def knows(self, stem: str) -> bool:
        return False

    def stand_together(self, stems: Sequence[str]) -> bool:
        return False

    def completions(self, start: str) -> tuple[str, ...]:
        return ()

    def closest(self, word: str) -> str | None:
        return None


class _TextColumns:
    """Looks for words in the texts of the published activities."""

    def __init__(self, session: Session, rows: dict[int, int]) -> None:
        self._session = session
        self._rows = rows

    def hits(self, stems: Sequence[str]) -> Hits:
        found: dict[int, float] = {}
        starts = [_start(stem) for stem in stems]
        in_name = _contains(func.lower(Activity.name), starts)
        names = provider_names()
        chosen = (
            select(Activity.id, in_name)
            .outerjoin(names, names.c.id == Activity.provider_id)
            .where(Activity.state == "published", or_(in_name, *_elsewhere(names.c.name, starts)))
        )
        for key, is_in_name in self._session.execute(chosen):
            if (row := self._rows.get(key)) is not None:
                found[row] = _IN_NAME if is_in_name else _IN_TEXT
        return Hits.of(found, len(self._rows))


def _elsewhere(provider: SQLColumnExpression[str], starts: Sequence[str]) -> list[ColumnElement[bool]]:
    """Give the other places where the words may stand."""
    texts = (Activity.summary, Activity.description_text, Activity.town, Activity.venue_name, provider)
    tagged = select(ActivityTag.activity_id).where(
        ActivityTag.kind.in_(("type", "need")), _contains(ActivityTag.code, starts, between="_")
    )
    return [*(_contains(func.lower(text), starts) for text in texts), Activity.id.in_(tagged)]


def _start(stem: str) -> str:
    """Give what a stem and its words have in common: "activity" has the stem "activi", "riding" has "ride"."""
    return stem[:-1] if len(stem) > _SHORT and stem.endswith(("i", "e")) else stem


def _contains(
    text: SQLColumnExpression[str] | SQLColumnExpression[str | None],
    starts: Sequence[str],
    between: str = " ",
) -> ColumnElement[bool]:
    """Give whether words that start so stand in this order; a short one must be a word of its own."""
    padded = between + func.coalesce(text, "") + between
    pattern = "%".join(
        f"{_escaped(between)}{_escaped(start)}{_escaped(between) if len(start) < _SHORT else ''}"
        for start in starts
    )
    return padded.like(f"%{pattern}%", escape="\\")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
