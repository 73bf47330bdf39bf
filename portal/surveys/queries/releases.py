"""Reading what was released, and counting exactly what is about to be."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.disclosure.shapes import EVERYBODY, NOT_ANSWERED, Asked, Key, both
from portal.core.errors import NotFoundError
from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.models import CodedAnswer, SurveyRelease, SurveyResponse, SurveyText, ThemeTag
from portal.surveys.queries.crossing import answers_of
from portal.surveys.queries.themes import group_here, standing_merges
from portal.surveys.rules.coding import Tag, respondents_of
from portal.surveys.rules.crossing import Answers, any_of
from portal.surveys.rules.releases import (
    Axis,
    Layout,
    ReleaseRead,
    TablePlan,
    axis_of,
    axis_of_themes,
    is_of_themes,
    read_table,
    theme_group_of,
)
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook


def releases(session: Session) -> Sequence[ReleaseRead]:
    """Give all releases, the newest first."""
    rows = session.scalars(
        select(SurveyRelease).order_by(SurveyRelease.released_at.desc(), SurveyRelease.id.desc())
    )
    return [_release(row) for row in rows]


def release_named(session: Session, code: str) -> ReleaseRead:
    """Give a release by its code; raises NotFoundError."""
    row = session.scalar(select(SurveyRelease).where(SurveyRelease.code == code))
    if row is None:
        raise NotFoundError
    return _release(row)


def plans_of(
    session: Session,
    layout: Layout,
    questionnaire: Questionnaire,
    book: CodeBook,
    round_ids: Collection[int],
) -> tuple[TablePlan, ...]:
    """Give the tables of a layout as people in these rounds answered them, who may have had an earlier version."""

    def axis(question_id: str, *, is_row: bool) -> Axis:
        question = questionnaire.question(question_id)
        assert question is not None, "content/releases.yaml was checked at the start"
        now = axis_of(questionnaire, question).asked
        answers = answers_of(session, questionnaire.id, {now.code, *(now.only_if or ())[:1]})
        people = any_of(answers.rounds.get(one, 0) for one in round_ids)
        chosen = answers.chosen.get(now.code, {})
        gone = sorted(code for code, bits in chosen.items() if bits & people)
        found = axis_of(questionnaire, question, gone)
        return replace(found, asked=_as_answered(found.asked, answers, people, is_row=is_row))

    plans = []
    for table in layout.tables:
        rows = (
            axis(table.question, is_row=True)
            if table.question
            else _themes(session, layout.audience, book, table.themes)
        )
        by = axis(table.by, is_row=False) if table.by else None
        plans.append(TablePlan(table.code, table.title or rows.label, rows, by))
    return tuple(plans)


def _as_answered(asked: Asked, answers: Answers, people: int, *, is_row: bool) -> Asked:
    """Leave out what the questionnaire says of a question now, where somebody answered it when that did not hold.

    It must be true of everybody, or the counts contradict it. Only rows can take several answers of a person.
    """
    chosen = {code: bits & people for code, bits in answers.chosen.get(asked.code, {}).items()}

    def is_with_others(code: str) -> bool:
        others = any_of(bits for other, bits in chosen.items() if other != code)
        return bool(chosen.get(code, 0) & others)

    only_if = asked.only_if
    if only_if is not None:
        were_asked = answers.chosen.get(only_if[0], {}).get(only_if[1], 0)
        only_if = None if any_of(chosen.values()) & ~were_asked else only_if
    return replace(
        asked,
        has_several=asked.has_several or (is_row and any(map(is_with_others, chosen))),
        alone=frozenset(code for code in asked.alone if not is_with_others(code)),
        only_if=only_if,
    )


def unread_groups(
    session: Session, audience: Audience, book: CodeBook, round_ids: Collection[int]
) -> frozenset[str]:
    """Give the groups of themes for which somebody of these rounds wrote words that nobody has coded yet."""
    read = select(CodedAnswer.response_key).where(CodedAnswer.response_key == SurveyText.response_key)
    wrote = (
        select(SurveyText.response_key)
        .join(SurveyResponse, SurveyResponse.key == SurveyText.response_key)
        .where(SurveyResponse.round_id.in_(round_ids))
    )
    return frozenset(
        group.code
        for group in book.groups
        if group.audience is audience
        and session.scalar(
            wrote.where(
                SurveyText.question.in_(group.questions),
                ~read.where(CodedAnswer.group == group.code).exists(),
            ).limit(1)
        )
    )


def exact_counts(
    session: Session,
    audience: Audience,
    questionnaire: str,
    plans: Sequence[TablePlan],
    rounds: Iterable[int],
) -> dict[str, dict[Key, int]]:
    """Count the cells of tables exactly, for each round by its name; never shown outside as they are."""
    axes = [axis for plan in plans for axis in (plan.rows, plan.columns) if axis is not None]
    closed = {axis.asked.code for axis in axes if not is_of_themes(axis)}
    closed |= {axis.asked.only_if[0] for axis in axes if axis.asked.only_if}
    answers = answers_of(session, questionnaire, closed)
    counted: dict[str, dict[Key, int]] = {}
    for round_id in rounds:
        people = answers.rounds.get(round_id, 0)
        counts = {EVERYBODY: people.bit_count()}
        for plan in plans:
            counts |= (
                _themed(session, audience, plan.rows, round_id, counts[EVERYBODY])
                if is_of_themes(plan.rows)
                else dict(_counted(plan, answers, people))
            )
        counted[str(round_id)] = counts
    return counted


def _counted(plan: TablePlan, answers: Answers, people: int) -> Iterator[tuple[Key, int]]:
    """Count one table and the answer on which its question depends."""
    for asked in (plan.rows.asked, plan.columns.asked if plan.columns else None):
        for key, bits in _groups(asked, answers, people):
            yield key, bits.bit_count()
        if asked is not None and asked.only_if is not None:
            question, answer = asked.only_if
            yield (asked.only_if,), (answers.chosen.get(question, {}).get(answer, 0) & people).bit_count()
    columns = list(_groups(plan.columns.asked if plan.columns else None, answers, people))
    for row, in_row in _groups(plan.rows.asked, answers, people):
        for column, in_column in columns:
            yield both(row, column), (in_row & in_column).bit_count()


def _groups(asked: Asked | None, answers: Answers, people: int) -> Iterator[tuple[Key, int]]:
    if asked is None:
        return
    chosen = answers.chosen.get(asked.code, {})
    for answer in asked.answers:
        yield ((asked.code, answer),), chosen.get(answer, 0) & people
    yield ((asked.code, NOT_ANSWERED),), people & ~answers.answered(asked.code)


def _themes(session: Session, audience: Audience, book: CodeBook, code: str) -> Axis:
    merged = {merge.from_code for merge in standing_merges(session, audience, code)}
    return axis_of_themes(group_here(session, book, audience, code), merged)


def _themed(session: Session, audience: Audience, axis: Axis, round_id: int, people: int) -> dict[Key, int]:
    """Count the people of a round by theme, and those with none of these themes."""
    group = theme_group_of(axis)
    rows = session.execute(
        select(ThemeTag.response_key, ThemeTag.code, ThemeTag.coder)
        .join(SurveyResponse, SurveyResponse.key == ThemeTag.response_key)
        .where(SurveyResponse.round_id == round_id, ThemeTag.group == group)
    )
    found = respondents_of((Tag(*row) for row in rows), standing_merges(session, audience, group))
    shown = {code: found.get(code, frozenset()) for code in axis.asked.answers}
    somebody = frozenset().union(*shown.values())
    counts: dict[Key, int] = {((axis.asked.code, code),): len(keys) for code, keys in shown.items()}
    return {**counts, ((axis.asked.code, NOT_ANSWERED),): people - len(somebody)}


def _release(row: SurveyRelease) -> ReleaseRead:
    return ReleaseRead(
        id=row.id,
        code=row.code,
        layout=row.layout,
        title=row.title,
        audience=Audience(row.audience),
        round_ids=frozenset(row.rounds),
        first_day=row.first_day,
        last_day=row.last_day,
        people=row.people,
        tables=tuple(map(read_table, row.tables)),
        released_at=row.released_at,
        released_by=row.released_by,
    )
