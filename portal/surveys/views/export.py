"""Survey answers as CSV: every cell is safe to open in a spreadsheet, every row is marked."""

import csv
import io
from collections.abc import Iterable, Sequence

from portal.core.csv_cells import MARK, safe_cell
from portal.infra.i18n import _
from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.queries.responses import ResponseRead
from portal.surveys.rules.comparing import ComparedQuestion
from portal.surveys.rules.counting import (
    AnswerCount,
    QuestionCount,
    closed_questions,
    in_words,
    open_questions,
)
from portal.surveys.rules.crossing import CrossTable


def counts_csv(
    counts: Sequence[QuestionCount], only: Sequence[str] = (), *, is_synthetic: bool = False
) -> str:
    """Give one row for each answer to each closed question; `only` says in words which responses are counted."""
    head = (_("Question"), _("Answer"), _("Number of people"), _("People who answered"), _("Percent"))
    rows = (
        (question.label, answer.label, answer.count, question.answered, answer.percent)
        for question in counts
        for answer in question.answers
    )
    return table_csv(head, rows, use_of(only, is_synthetic=is_synthetic))


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
    return table_csv(head, rows)


def cross_csv(table: CrossTable, only: Sequence[str] = (), *, is_synthetic: bool = False) -> str:
    """Give one row for each answer of the rows' question, with persons in every column."""
    head = (
        table.rows_question.label,
        *(heading.label for heading in table.columns),
        _("All who answered both"),
    )
    rows = ((row.label, *(cell.count for cell in row.cells), row.total) for row in table.rows)
    last = (_("All who answered both"), *(heading.total for heading in table.columns), table.answered)
    return table_csv(head, (*rows, last), use_of(only, is_synthetic=is_synthetic))


def compared_csv(
    questions: Sequence[ComparedQuestion], first: str, second: str, *, is_synthetic: bool = False
) -> str:
    """Give one row for each answer, with the number, N and percent of both rounds; `first` and `second` name them."""
    head = [_("Question"), _("Answer")]
    for name in (first, second):
        head += [f"{name}: {_('People')}", f"{name}: {_('People who answered')}", f"{name}: {_('Percent')}"]
    rows = (
        (
            question.label,
            answer.label,
            *_side(answer.first, question.first_answered),
            *_side(answer.second, question.second_answered),
            answer.points,
        )
        for question in questions
        for answer in question.answers
    )
    use = use_of((), is_synthetic=is_synthetic)
    return table_csv((*head, _("Difference in points")), rows, use)


def use_of(only: Sequence[str], *, is_synthetic: bool) -> str:
    """Say what figures may be used for, and of which responses they are."""
    marks = [_("Not for publication")]
    if is_synthetic:
        marks.insert(0, _("Synthetic test data: not findings"))
    return "; ".join((*marks, *only))


def _side(answer: AnswerCount | None, answered: int) -> tuple[object, ...]:
    return ("", answered, "") if answer is None else (answer.count, answered, answer.percent)


def table_csv(head: Sequence[str], rows: Iterable[Sequence[object]], use: str = "") -> str:
    """Give a file whose every row says what it may be used for; a minus before a number stays a number."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*map(safe_cell, head), _("Use")])
    for row in rows:
        cells = (cell if isinstance(cell, int) else safe_cell(cell) for cell in row)
        writer.writerow([*cells, use or _("Not for publication")])
    return MARK + file.getvalue()
