"""Who answered the surveys, as the equality questions tell: inside figures, exact, and each look is on record."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.views.afterwards import QUESTIONNAIRES
from portal.surveys.queries.equality import equality_counts, equality_responses
from portal.surveys.rules.counting import QuestionCount
from portal.surveys.rules.equality import About
from portal.surveys.services.equality import note_equality_look

bp = Blueprint("surveys_staff_equality", __name__)


@dataclass(frozen=True, slots=True)
class EqualityCounts:
    """All counts about one group of people."""

    about: str
    responses: int
    counts: Sequence[QuestionCount]


@bp.get("/surveys/equality/<any(child,me):about>")
@requires(Role.COMMISSIONER)
def counts(about: str) -> ResponseReturnValue:
    """Show the counts; when the look cannot be recorded, nothing is shown."""
    whom = About(about)
    with unit_of_work() as session:
        note_equality_look(session, now=now(), actor=str(current_actor().user_id), about=whom)
    questionnaire = content(Questionnaires).named(QUESTIONNAIRES[whom])
    with reading() as session:
        page = EqualityCounts(
            about, equality_responses(session, whom), equality_counts(session, questionnaire, whom)
        )
    return render_template("surveys/equality_counts.html", page=page)
