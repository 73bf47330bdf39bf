"""A release as CSV and as a Word document, from the same words as its page."""

import csv
import io

from portal.core.csv_cells import MARK, safe_cell
from portal.infra.i18n import _, current_language
from portal.surveys.views.release_tables import ShownRelease, ShownRow, why_hidden
from portal.surveys.views.word_files import add_part, add_table, as_bytes, new_document

_REGIONS = {"en": "en-GB", "pl": "pl-PL"}


def release_csv(release: ShownRelease) -> str:
    """Give one row for each cell."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([_("Table"), _("Answer"), _("Column"), _("People"), _("Percent"), _("Note")])
    for table in release.tables:
        if not table.rows:
            writer.writerow([safe_cell(table.title), "", "", "", "", *map(safe_cell, table.notes)])
        for row in table.rows:
            for column, cell in zip(table.head, row.cells, strict=True):
                note = " ".join(why_hidden()) if cell.is_hidden else ""
                cells = (table.title, row.label, column, cell.number, cell.percent, note)
                writer.writerow([safe_cell(text) for text in cells])
    return MARK + file.getvalue()


def release_word(release: ShownRelease) -> bytes:
    """Give a document with the same words as the page."""
    document = new_document(release.title, _REGIONS.get(current_language(), current_language()))
    for text in (release.who, release.days, release.people):
        document.add_paragraph(text)
    add_part(document, _("Why some numbers are hidden"), why_hidden())
    for table in release.tables:
        add_part(document, table.title, table.notes)
        if table.rows:
            add_table(document, (_("Answer"), *table.head), map(_texts, table.rows))
    return as_bytes(document)


def _texts(row: ShownRow) -> tuple[str, ...]:
    """Give a row as a document shows it: number and percent in one cell."""
    return row.label, *(
        f"{one.number} ({one.percent})" if one.percent and not one.is_hidden else one.number
        for one in row.cells
    )
