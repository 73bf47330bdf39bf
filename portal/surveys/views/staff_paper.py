"""What staff print for a round: a poster with a code for cameras, and the questions on paper."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.activities.views.qr_code import qr_code
from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.canonical import absolute, address_in
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.i18n import SOURCE_LANGUAGE, speaking
from portal.offer.content import Council
from portal.questionnaires.content import Questionnaires
from portal.surveys.queries.rounds import round_named
from portal.surveys.rules.lasting import minutes_for
from portal.surveys.rules.rounds import Round
from portal.surveys.views.paper_form import PaperQuestion, opens_survey, paper_questions

bp = Blueprint("survey_paper", __name__, url_prefix="/surveys/rounds/<code>")


@dataclass(frozen=True, slots=True)
class Poster:
    """One sheet of A4; `short` is the address without its beginning, as people type it."""

    round: Round
    short: str
    code: Markup
    minutes: int
    languages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A whole questionnaire on paper."""

    round: Round
    questions: tuple[PaperQuestion, ...]
    languages: tuple[tuple[str, str], ...]


def _languages() -> tuple[tuple[str, str], ...]:
    return tuple((one.code, one.name) for one in content(Council).offered_languages())


def _language_asked() -> str:
    asked = request.args.get("language", "")
    return asked if asked in dict(_languages()) else SOURCE_LANGUAGE


@bp.get("/poster")
@requires(Role.COMMISSIONER)
def poster(code: str) -> ResponseReturnValue:
    """Show a poster in a language of families, to print."""
    with reading() as session:
        found = round_named(session, code)
    language, path = _language_asked(), f"/tell-us/{found.code}"
    questionnaire = content(Questionnaires).named(found.questionnaire)
    with speaking(language):
        page = Poster(
            round=found,
            short=absolute(path).partition("://")[2],
            code=qr_code(absolute(address_in(path, language)), opens_survey()),
            minutes=minutes_for(questionnaire),
            languages=_languages(),
        )
        return render_template("surveys/rounds/poster.html", page=page)


@bp.get("/paper")
@requires(Role.COMMISSIONER)
def paper(code: str) -> ResponseReturnValue:
    """Show all questions in a language of families, with boxes and lines, to print."""
    with reading() as session:
        found = round_named(session, code)
    questionnaire = content(Questionnaires).named(found.questionnaire)
    with speaking(_language_asked()):
        page = PaperForm(found, paper_questions(questionnaire), _languages())
        return render_template("surveys/rounds/paper.html", page=page)
