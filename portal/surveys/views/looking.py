"""What every page of results begins with: which survey it is about, and the record of the look."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.infra.access import current_actor
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import unit_of_work
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.rules.counting import SURVEYS
from portal.surveys.services.keeping import note_look
from portal.surveys.views.sheet_files import sheet_csv, sheet_word
from portal.surveys.views.sheets import Sheet
from portal.surveys.views.word_files import WORD


def survey_named(survey_id: str) -> Questionnaire:
    """Give the questionnaire of a survey; raises NotFoundError for any other questionnaire."""
    found = content(Questionnaires).by_id.get(survey_id)
    if found is None or survey_id not in SURVEYS.values():
        raise NotFoundError
    return found


def note(survey: str, what: str) -> None:
    """Record the look before anything is shown: when it cannot be recorded, nothing is."""
    with unit_of_work() as session:
        note_look(session, now=now(), actor=str(current_actor().user_id), survey=survey, what=what)


def csv_file(table: str, name: str) -> Response:
    """Give a file whose name says that it is not for publication."""
    return _file(table, "text/csv", f"{name}-not-for-publication.csv")


def report_answer(sheet: Sheet, shape: str, name: str, template: str) -> ResponseReturnValue:
    """Give a report as a page, or as a file in the shape "csv" or "docx"."""
    if shape == "csv":
        return csv_file(sheet_csv(sheet), name)
    if shape == "docx":
        return _file(sheet_word(sheet), WORD, f"{name}-not-for-publication.docx")
    return render_template(template, sheet=sheet)


def _file(text: str | bytes, mimetype: str, name: str) -> Response:
    answer = Response(text, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
