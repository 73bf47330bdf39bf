"""Survey answers as CSV: every cell is safe to open in a spreadsheet, every row is marked."""

import csv
import io
from collections.abc import Iterable, Sequence

from portal.core.csv_cells import safe_cell
from portal.infra.i18n import _
from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.queries import ResponseRead
from portal.surveys.rules import QuestionCount, closed_questions, in_words, open_questions

# Spreadsheets read a file as UTF-8 only when it starts with this mark.
_MARK = "\ufeff"


def counts_csv(counts: Sequence[QuestionCount]) -> str:
    """Give one row for each answer to each closed question."""
    head = (_("Question"), _("Answer"), _("Number of people"), _("People who answered"), _("Percent"))
    rows = (
        (question.label, answer.label, answer.count, question.answered, answer.percent)
        for question in counts
        for answer in question.answers
    )
    return _table(head, rows)


def answers_csv(questionnaire: Questionnaire, responses: Iterable[ResponseRead]) -> str:
    """Give one row for each response, in an order that means nothing."""
    closed, opened = closed_questions(questionnaire), open_questions(questionnaire)
    head = (_("Date"), *(question.label for question in (*closed, *opened)))
    rows = (
        (
            response.answered_on.isoformat(),
            *(in_words(question, response.choices.get(question.id, ())) for question in closed),
            *(response.texts.get(question.id, "") for question in opened),
        )
        for response in responses
    )
    return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*head, _("Use")])
    for row in rows:
        writer.writerow([*(safe_cell(cell) for cell in row), _("Not for publication")])
    return _MARK + file.getvalue()
