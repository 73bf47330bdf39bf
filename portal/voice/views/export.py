"""What families told as CSV: every cell is safe to open in a spreadsheet, every row is marked."""

import csv
import io
from collections.abc import Iterable, Sequence

from portal.core.csv_cells import MARK, safe_cell
from portal.infra.i18n import _


def counts_csv(rows: Iterable[Sequence[object]]) -> str:
    """Give one row for each thing that was named in an area."""
    return _table((_("Area"), _("About"), _("Named"), _("Messages")), rows)


def told_csv(rows: Iterable[Sequence[object]]) -> str:
    """Give one row for each month, role and area that told families to get a diagnosis."""
    return _table((_("Month"), _("Who said it"), _("Area"), _("Messages")), rows)


def feedback_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give one row for each activity, and one for all."""
    return _table((_("Activity"), *heads), rows)


def words_csv(texts: Iterable[str]) -> str:
    """Give what people wrote, in an order that means nothing, with no link to what they chose."""
    return _table((_("In their own words"),), ((text,) for text in texts))


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*head, _("Use")])
    for row in rows:
        writer.writerow([*(safe_cell(cell) for cell in row), _("Not for publication")])
    return MARK + file.getvalue()
