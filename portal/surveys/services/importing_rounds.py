"""The rounds into which a file of answers is imported, and the step that publishes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.infra.content_pack import ContentPack
from portal.infra.db import Database
from portal.questionnaires.content import Questionnaires
from portal.surveys.models import SurveyImport, SurveyRound
from portal.surveys.rules.counting import SURVEYS
from portal.surveys.rules.importing import KNOWN_SYNTHETIC, ImportRefusedError
from portal.surveys.rules.rounds import STANDING, Audience
from portal.surveys.services.importing_file import hash_of
from portal.surveys.services.importing_stage import Stage

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_CODE, _LONGEST_SOURCE, _LONGEST_NAME = 40, 200, 120


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What to import and where to.

    `round_code` is "" for a new round named after the file. `survey` is the questionnaire of a file with a column for
    each question. `day` is noted as the day of every answer; without it, it is the day before the import. `source`
    says where the answers come from, and `is_synthetic` that they were made up.
    """

    path: Path
    round_code: str = ""
    survey: str = ""
    day: date | None = None
    source: str = ""
    is_synthetic: bool = False
    actor: str = "import"


@dataclass(frozen=True, slots=True)
class FileImport:
    """A plan with what its file tells by itself: its hash, and whether it is known to be made up."""

    plan: ImportPlan
    file_hash: str
    source: str
    is_synthetic: bool
    now: datetime

    @classmethod
    def of(cls, plan: ImportPlan, now: datetime) -> "FileImport":
        """Look at the file; raises ImportRefusedError when the code of the round cannot be one."""
        if plan.round_code and not _CODE.fullmatch(plan.round_code):
            raise ImportRefusedError("a round's code has small letters, digits and hyphens only")
        file_hash = hash_of(plan.path)
        source = plan.source or KNOWN_SYNTHETIC.get(file_hash) or plan.path.name
        return cls(
            plan, file_hash, source[:_LONGEST_SOURCE], plan.is_synthetic or file_hash in KNOWN_SYNTHETIC, now
        )

    @property
    def today(self) -> date:
        """Give the day of the import in London."""
        return in_london(self.now).date()

    def code(self, audience: Audience, *, is_alone: bool) -> str:
        """Give the code of the round for an audience; it is the one that was asked for when no other is in the file."""
        standing = STANDING[audience]
        if not self.plan.round_code:
            return f"{standing}-import-{self.file_hash[:8]}"
        return self.plan.round_code if is_alone else f"{self.plan.round_code}-{standing}"

    @property
    def possible_codes(self) -> frozenset[str]:
        """Give every code under which this import could have been before."""
        return frozenset(
            self.code(audience, is_alone=alone) for audience in Audience for alone in (True, False)
        )


def refuse_repeated(database: Database, made: FileImport) -> None:
    """Raise ImportRefusedError when this file was imported into one of its rounds before."""
    with database.reading() as session:
        before = session.scalar(
            select(SurveyRound.code)
            .join(SurveyImport, SurveyImport.round_id == SurveyRound.id)
            .where(
                SurveyImport.file_hash == made.file_hash, SurveyRound.code.in_(sorted(made.possible_codes))
            )
            .order_by(SurveyRound.code)
        )
    if before is not None:
        raise ImportRefusedError(
            f"this file was imported into the round {before} before; nothing was changed"
        )


def publish(database: Database, stage: Stage, made: FileImport, pack: ContentPack) -> Mapping[str, int]:
    """Put all that is staged into its rounds, in one transaction; give the responses by the code of the round."""
    try:
        with database.unit_of_work() as session:
            rounds = {
                audience: _round(session, made, audience, is_alone=len(stage.counts) == 1)
                for audience in stage.counts
            }
            for audience, one in rounds.items():
                _note(session, made, one, stage.counts[audience])
            columns = {
                audience: _columns(one, made, pack.of(Questionnaires)) for audience, one in rounds.items()
            }
            stage.publish(session, columns, made.today)
    except IntegrityError as error:
        raise ImportRefusedError("somebody imports this file now; nothing was changed") from error
    return {one.code: stage.counts[audience] for audience, one in rounds.items()}


def _round(session: Session, made: FileImport, audience: Audience, *, is_alone: bool) -> SurveyRound:
    code = made.code(audience, is_alone=is_alone)
    if len(code) > _LONGEST_CODE:
        raise ImportRefusedError(f"{code}: a round's code has at most {_LONGEST_CODE} characters")
    found = session.scalar(select(SurveyRound).where(SurveyRound.code == code).with_for_update())
    if found is not None:
        _check(found, made, audience)
        return found
    day = made.plan.day or made.today - timedelta(days=1)
    kind = "synthetic test data: not findings" if made.is_synthetic else made.source
    # By invitation and over: nobody can add an answer to it from outside.
    new = SurveyRound(
        code=code,
        name=f"Imported, {kind}"[:_LONGEST_NAME],
        questionnaire=SURVEYS[audience],
        audience=audience.value,
        opens_on=day,
        closes_on=day,
        by_invitation=True,
        created_by=made.plan.actor,
        created_at=made.now,
    )
    session.add(new)
    session.flush()
    return new


def _check(found: SurveyRound, made: FileImport, audience: Audience) -> None:
    """Raise ImportRefusedError when a round that is there cannot take these answers."""
    day = made.plan.day
    if found.audience != audience.value or found.questionnaire != SURVEYS[audience]:
        raise ImportRefusedError(f"the round {found.code} does not ask {audience.value}")
    if found.frozen_at is not None:
        raise ImportRefusedError(
            f"figures of the round {found.code} were released, so nothing is added to it"
        )
    if day is not None and not found.opens_on <= day <= found.closes_on:
        raise ImportRefusedError(f"{day.isoformat()} is not a day of the round {found.code}")


def _columns(one: SurveyRound, made: FileImport, questionnaires: Questionnaires) -> Mapping[str, object]:
    """Give the columns of a response that its round gives it; the day lies in the round."""
    known = questionnaires.by_id.get(one.questionnaire)
    wanted = made.plan.day or made.today - timedelta(days=1)
    return {
        "round_id": one.id,
        "survey": one.questionnaire,
        "version": known.version if known else "import",
        "answered_on": min(max(wanted, one.opens_on), one.closes_on),
    }


def _note(session: Session, made: FileImport, one: SurveyRound, responses: int) -> None:
    session.add(
        SurveyImport(
            round_id=one.id,
            file_hash=made.file_hash,
            source=made.source,
            is_synthetic=made.is_synthetic,
            responses=responses,
            imported_by=made.plan.actor,
            imported_at=made.now,
        )
    )
    session.flush()
    record(
        session,
        now=made.now,
        action="survey.imported",
        subject_type="survey_round",
        subject=one.code,
        actor=made.plan.actor,
    )
