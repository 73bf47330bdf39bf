"""A release as CSV and as a Word document, from the same words as its page."""

import csv
import io
from typing import TYPE_CHECKING

from portal.core.csv_cells import safe_cell
from portal.infra.i18n import _, current_language
from portal.surveys.views.release_tables import ShownRelease, ShownTable, why_hidden

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Spreadsheets read a file as UTF-8 only when it starts with this mark.
_MARK = "\ufeff"
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
    return _MARK + file.getvalue()


def release_word(release: ShownRelease) -> bytes:
    """Give a document whose headings and header rows a screen reader finds."""
    # Loaded here, because every process would hold its XML library for one page in a thousand.
    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.title, properties.author = release.title, ""
    properties.language = _REGIONS.get(current_language(), current_language())
    document.add_heading(release.title, level=1)
    for text in (release.who, release.days, release.people):
        document.add_paragraph(text)
    document.add_heading(_("Why some numbers are hidden"), level=2)
    for text in why_hidden():
        document.add_paragraph(text)
    for table in release.tables:
        _add_table(document, table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document: "WordDocument", table: ShownTable) -> None:
    from docx.oxml import OxmlElement

    document.add_heading(table.title, level=2)
    for note in table.notes:
        document.add_paragraph(note)
    if not table.rows:
        return
    made = document.add_table(rows=1, cols=1 + len(table.head), style="Table Grid")
    for cell, name in zip(made.rows[0].cells, (_("Answer"), *table.head), strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    # Repeated on each page, and told to screen readers as the heading of the columns.
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        texts = (
            f"{one.number} ({one.percent})" if one.percent and not one.is_hidden else one.number
            for one in row.cells
        )
        for cell, text in zip(made.add_row().cells, (row.label, *texts), strict=True):
            cell.text = text
