"""What the consultees report counts: tags, merges, added themes, and who wrote something that nobody has read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.surveys.models import (
    AddedTheme,
    CodedAnswer,
    SurveyImport,
    SurveyResponse,
    SurveyText,
    ThemeMerge,
    ThemeTag,
)
from portal.surveys.queries.rounds import round_named, rounds
from portal.surveys.rules.coding import Merge, Tag
from portal.surveys.rules.consultees import (
    IN_REPORTS,
    Coded,
    ConsulteesReport,
    Survey,
    group_report,
    newest_rounds,
)
from portal.surveys.rules.rounds import Audience, Round
from portal.surveys.rules.themes import CodeBook, Theme, ThemeGroup


def added_codes(session: Session) -> Mapping[tuple[Audience, str], Collection[str]]:
    """Give the codes of the themes that staff added, by audience and group."""
    found: dict[tuple[Audience, str], set[str]] = defaultdict(set)
    for row in session.scalars(select(AddedTheme)):
        found[Audience(row.audience), row.group].add(row.code)
    return found


def responses_by_round(session: Session) -> Mapping[int, int]:
    """Count the responses of each round that has any."""
    query = select(SurveyResponse.round_id, func.count()).group_by(SurveyResponse.round_id)
    return dict(session.execute(query).all())


def rounds_asked_for(session: Session, codes: Collection[str]) -> tuple[Round, ...]:
    """Give the rounds of these codes, or the newest with answers of each audience; raises NotFoundError."""
    if codes:
        return tuple(round_named(session, code) for code in dict.fromkeys(codes))
    return newest_rounds(rounds(session), responses_by_round(session))


def consultees_report(
    session: Session, book: CodeBook, tiers: Sequence[int], codes: Collection[str] = ()
) -> ConsulteesReport:
    """Count the themes of some rounds; raises NotFoundError when a code names none."""
    chosen = rounds_asked_for(session, codes)
    surveys = {
        audience: survey_of(session, audience, tuple(one for one in chosen if one.audience is audience))
        for audience in IN_REPORTS
    }
    return ConsulteesReport(
        surveys=tuple(survey for survey in surveys.values() if survey.rounds),
        tiers=tuple(tiers),
        groups=tuple(
            group_report(group, coded(session, group, survey.rounds), survey.responses)
            for group in book.groups
            for survey in (surveys[group.audience],)
            if survey.rounds
        ),
    )


def survey_of(session: Session, audience: Audience, chosen: tuple[Round, ...]) -> Survey:
    """Count the responses to some rounds of one audience, with the days of the first and the last."""
    ids = [one.id for one in chosen]
    number, first, last = session.execute(
        select(
            func.count(), func.min(SurveyResponse.answered_on), func.max(SurveyResponse.answered_on)
        ).where(SurveyResponse.round_id.in_(ids))
    ).one()
    imports = session.execute(
        select(SurveyImport.source, SurveyImport.is_synthetic)
        .where(SurveyImport.round_id.in_(ids))
        .order_by(SurveyImport.imported_at, SurveyImport.file_hash)
    ).all()
    return Survey(
        audience=audience,
        rounds=chosen,
        responses=number,
        first=first,
        last=last,
        source="; ".join(dict.fromkeys(source for source, _synthetic in imports)),
        is_synthetic=any(synthetic for _source, synthetic in imports),
    )


def synthetic_rounds(session: Session) -> frozenset[int]:
    """Give the rounds in which some answers were made up for testing."""
    return frozenset(
        session.scalars(select(SurveyImport.round_id).where(SurveyImport.is_synthetic.is_(True)))
    )


def coded(session: Session, group: ThemeGroup, chosen: Iterable[Round]) -> Coded:
    """Read what is known of one group in some rounds."""
    ids = [one.id for one in chosen]
    mine = SurveyResponse.round_id.in_(ids)
    tags = session.execute(
        select(ThemeTag.response_key, ThemeTag.code, ThemeTag.coder)
        .join(SurveyResponse, SurveyResponse.key == ThemeTag.response_key)
        .where(mine, ThemeTag.group == group.code)
    )
    wrote = session.scalars(
        select(SurveyText.response_key)
        .join(SurveyResponse, SurveyResponse.key == SurveyText.response_key)
        .where(mine, SurveyText.question.in_(group.questions))
        .distinct()
    )
    read = session.scalars(
        select(CodedAnswer.response_key)
        .join(SurveyResponse, SurveyResponse.key == CodedAnswer.response_key)
        .where(mine, CodedAnswer.group == group.code)
        .distinct()
    )
    return Coded(
        tags=[Tag(*row) for row in tags],
        added=_added(session, group),
        merges=_merges(session, group),
        wrote=frozenset(wrote),
        read=frozenset(read),
    )


def _added(session: Session, group: ThemeGroup) -> Sequence[Theme]:
    rows = session.scalars(
        select(AddedTheme)
        .where(AddedTheme.audience == group.audience.value, AddedTheme.group == group.code)
        .order_by(AddedTheme.added_at, AddedTheme.code)
    )
    return [Theme(row.code, row.label) for row in rows]


def _merges(session: Session, group: ThemeGroup) -> Sequence[Merge]:
    rows = session.scalars(
        select(ThemeMerge)
        .where(
            ThemeMerge.audience == group.audience.value,
            ThemeMerge.group == group.code,
            ThemeMerge.undone_at.is_(None),
        )
        .order_by(ThemeMerge.id)
    )
    return [Merge(row.from_code, row.into_code) for row in rows]
