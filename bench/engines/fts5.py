"""SQLite's FTS5 and the fastest exact counting in SQL that we found.

Matches with their bm25 go to a temporary table, and the counts are sums over a join with it. Three ways to count were
measured: a table of tags with GROUP BY (slowest), bit masks with a sum for each choice, and several counters packed
into each integer, so that one sum counts three or four choices: about five times as fast as masks. The last is `fts5`.
The file is mapped into memory and read before; words are stems already, so the tokenizer only splits at spaces.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.engines.corpus import FIELDS, Corpus, Value
from bench.engines.questions import TOP, Answer, Question
from bench.engines.sql_counters import Counters, Masks, Packed
from portal.activities.rules.facets import Facet
from portal.activities.search.documents import FIELD_BOOSTS

_PRAGMAS = (
    "journal_mode=off", "synchronous=off", "mmap_size=4000000000", "cache_size=-400000", "temp_store=memory",
    "temp.journal_mode=off", "locking_mode=exclusive",
)  # fmt: skip
_SCORE = f"bm25(words, {', '.join(str(boost) for boost in FIELD_BOOSTS.values())})"
_FAR = 1 << 62


def connected(path: Path) -> Any:
    """Open a file with the portal's driver and the fastest settings."""
    try:
        driver = import_module("pysqlite3.dbapi2")
    except ImportError:
        driver = import_module("sqlite3")
    connection = driver.connect(path, isolation_level=None, cached_statements=2_000)
    for pragma in _PRAGMAS:
        connection.execute(f"pragma {pragma}")
    return connection


def build(corpus: Corpus, folder: Path) -> None:
    """Build all tables, in the order of the rows."""
    connection = connected(folder / "words.sqlite")
    connection.execute("pragma page_size=8192")
    connection.execute("begin")
    connection.execute(
        f"create virtual table words using fts5({', '.join(FIELDS)}, content='', "
        "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
    )
    marks = ", ".join("?" * (len(FIELDS) + 1))
    rows = ((row, *(stems[name] for name in FIELDS)) for row, stems in enumerate(corpus.stems))
    connection.executemany(f"insert into words(rowid, {', '.join(FIELDS)}) values ({marks})", rows)
    connection.execute("insert into words(words) values ('optimize')")
    connection.execute("create table places(row integer primary key, id integer, e integer, n integer)")
    connection.executemany("insert into places values (?, ?, ?, ?)", _places(corpus))
    for counters in (Masks(corpus.all_values), Packed(corpus.all_values, len(corpus.documents))):
        names = ", ".join(f"{name} integer" for name in counters.names)
        marks = ", ".join("?" * (len(counters.names) + 1))
        connection.execute(f"create table {counters.table}(row integer primary key, {names})")
        connection.executemany(
            f"insert into {counters.table} values ({marks})",
            ((row, *counters.row(values)) for row, values in enumerate(corpus.values)),
        )
    connection.execute("commit")
    connection.execute("analyze")
    connection.close()


def _places(corpus: Corpus) -> Iterator[tuple[int, int, int | None, int | None]]:
    for row, (key, point) in enumerate(zip(corpus.ids, corpus.points, strict=True)):
        yield row, key, point.easting if point else None, point.northing if point else None


class Fts5:
    """Asks SQLite."""

    name = "fts5"

    def __init__(self, folder: Path, values: Sequence[Value], size: int) -> None:
        """Open the file and read it once."""
        self._run = (connection := connected(folder / "words.sqlite")).execute
        self._connection = connection
        self._filters = Masks(values)
        self._counters: Counters = self.counters(values, size)
        self._run("create temp table hit(row integer primary key, score real, failed integer)")
        for table in ("words_data", "words_docsize", "places", "masks", self._counters.table):
            self._run(f"select * from {table}").fetchall()

    def counters(self, values: Sequence[Value], size: int) -> Counters:
        """Give the way to count."""
        return Packed(values, size)

    def answer(self, question: Question) -> Answer:
        """Answer."""
        if not question.chosen and question.near is None:
            return self._words_only(question) if question.units else self._all(question)
        several = self._fill(question)
        counted = self._counters
        joined = f"from hit cross join {counted.table} using (row)"
        total, *sums = self._run(f"select count(*), {counted.sums()} {joined} where failed = 0").fetchone()
        counts = counted.read(sums)
        for place, facet in enumerate(several):
            own = self._run(
                f"select {counted.sums(facet)} {joined} where failed in (0, {1 << place})"
            ).fetchone()
            counts[facet] = counted.read(own, facet)[facet]
        return Answer(total, counts, self._best(question))

    def matching(self, question: Question) -> frozenset[int]:
        """Give all ids."""
        if not question.units and not question.chosen:
            return frozenset(key for (key,) in self._run("select id from places"))
        self._fill(question)
        found = self._run("select id from hit cross join places using (row) where failed = 0")
        return frozenset(key for (key,) in found)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _all(self, question: Question) -> Answer:
        counted = self._counters
        total, *sums = self._run(f"select count(*), {counted.sums()} from {counted.table}").fetchone()
        best = self._run(f"select id from places order by {_order(question, 'row')} limit {TOP}")
        return Answer(total, counted.read(sums), [key for (key,) in best])

    def _words_only(self, question: Question) -> Answer:
        """Without filters two passes over the words are faster than a table between them."""
        counted, asked = self._counters, (_expression(question),)
        source = f"words cross join {counted.table} on {counted.table}.row = words.rowid where words match ?"
        total, *sums = self._run(f"select count(*), {counted.sums()} from {source}", asked).fetchone()
        inner = f"select rowid as row, {_SCORE} as score from words where words match ? order by score limit {TOP}"
        best = self._run(f"select id from ({inner}) cross join places using (row) order by score, row", asked)
        return Answer(total, counted.read(sums), [key for (key,) in best])

    def _fill(self, question: Question) -> list[Facet]:
        """Fill the table of hits: rows that fit all but at most one facet, and which facet that is.

        Gives the facets whose counts leave their own choices out, in the order of their bits.
        """
        several = [facet for facet in question.chosen if not facet.needs_all]
        flags, where, values = self._conditions(question.chosen)
        failed = " + ".join(f"({flag} = 0) * {1 << place}" for place, flag in enumerate(flags)) or "0"
        source, score = "masks", "0"
        if question.units:
            source = "words cross join masks on masks.row = words.rowid"
            score = _SCORE if question.near is None else "0"
            values.append(_expression(question))
            where.insert(0, f"words match ?{len(values)}")
        if len(flags) > 1:
            where.append(" + ".join(f"({flag} <> 0)" for flag in flags) + f" >= {len(flags) - 1}")
        conditions = f" where {' and '.join(where)}" if where else ""
        self._run("delete from hit")
        self._run(f"insert into hit select masks.row, {score}, {failed} from {source}{conditions}", values)
        return several

    def _conditions(self, chosen: Mapping[Facet, Sequence[str]]) -> tuple[list[str], list[str], list[Any]]:
        """Give an expression for each facet of which one choice is enough, the conditions of the others, values.

        The parameters have numbers, because those of the expressions stand in the statement several times.
        """
        flags: list[str] = []
        where: list[str] = []
        values: list[Any] = []
        for facet, codes in chosen.items():
            name, mask = self._filters.mask(facet, codes)
            values.append(mask)
            tested = f"({name} & ?{len(values)})"
            if facet.needs_all:
                where.append(f"{tested} = ?{len(values)}")
            else:
                flags.append(tested)
        return flags, where, values

    def _best(self, question: Question) -> list[int]:
        if question.near is None:
            order = "score, row" if question.units else "row"
            inner = f"select row, score from hit where failed = 0 order by {order} limit {TOP}"
            found = self._run(f"select id from ({inner}) cross join places using (row) order by {order}")
        else:
            order = _order(question, "row")
            joined = "from hit cross join places using (row) where failed = 0"
            found = self._run(f"select id {joined} order by {order} limit {TOP}")
        return [key for (key,) in found]


class Fts5Masks(Fts5):
    """The same with bit masks and a sum for each choice, as SPEED.md measured it."""

    name = "fts5.masks"

    def counters(self, values: Sequence[Value], size: int) -> Counters:
        """Give the way to count."""
        return self._filters


def _expression(question: Question) -> str:
    """Give the stems as FTS5 reads them: one of each group."""
    groups = (" OR ".join(f'"{stem}"' for stem in unit) for unit in question.units)
    return " AND ".join(f"({group})" for group in groups)


def _order(question: Question, otherwise: str) -> str:
    if question.near is None:
        return otherwise
    east, north = question.near.easting, question.near.northing
    return f"coalesce((e - {east}) * (e - {east}) + (n - {north}) * (n - {north}), {_FAR}), row"
