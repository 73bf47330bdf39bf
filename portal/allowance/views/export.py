"""Questions and answers as CSV: every cell is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from portal.allowance.rules.allowed import Answered
from portal.allowance.rules.questions import OpenQuestion
from portal.allowance.views.wording import verdict
from portal.core.csv_cells import MARK, safe_cell
from portal.infra.i18n import _


def questions_csv(questions: Iterable[OpenQuestion]) -> str:
    """Give one row for each question that waits; every row is marked, because a question may hold a name."""
    mark = _("Not for publication")
    rows = ((one.asked_on, one.year.code if one.year else "", one.words, mark) for one in questions)
    return _table((_("Asked on"), _("Year"), _("In their own words"), _("Use")), rows)


def answers_csv(answers: Iterable[Answered]) -> str:
    """Give one row for each published answer."""
    rows = (
        (one.year.code, one.question, verdict(one.allowed).words, one.reason, one.answered_on, one.item_code)
        for one in answers
    )
    return _table((_("Year"), _("Question"), _("Answer"), _("Reason"), _("Answered on"), _("Code")), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return MARK + file.getvalue()
