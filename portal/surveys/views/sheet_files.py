"""A report as a CSV, as a Word document and as plain text."""

import io
from itertools import chain
from typing import TYPE_CHECKING

from portal.infra.i18n import _
from portal.surveys.views.export import table_csv
from portal.surveys.views.sheets import Sheet, SheetTable

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def sheet_csv(sheet: Sheet) -> str:
    """Give one table with all parts below each other; the warnings stand in every row."""
    widest = max((len(table.head) for table in sheet.tables), default=0)
    head = (_("Part"), _("N"), *(f"{_('Column')} {number}" for number in range(1, widest + 1)))
    heads = {table.head for table in sheet.tables}
    if len(heads) == 1:
        head = (_("Part"), _("N"), *next(iter(heads)))
    rows = chain.from_iterable(_csv_rows(table, widest, with_head=len(heads) > 1) for table in sheet.tables)
    return table_csv(head, rows, " ".join(sheet.warnings))


def _csv_rows(table: SheetTable, widest: int, *, with_head: bool) -> list[tuple[str | int, ...]]:
    rows = [*([table.head] if with_head else []), *table.rows]
    return [(table.heading, " ".join(table.notes), *row, *[""] * (widest - len(row))) for row in rows]


def sheet_text(sheet: Sheet) -> str:
    """Give the report for a terminal or an e-mail."""
    parts = [sheet.title, "=" * len(sheet.title), "", *sheet.warnings, "", *sheet.notes]
    for table in sheet.tables:
        parts += ["", table.heading, "-" * len(table.heading), *table.notes, ""]
        widths = [
            max(len(str(row[column])) for row in (table.head, *table.rows))
            for column in range(len(table.head))
        ]
        for row in (table.head, *table.rows):
            cells = (str(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
            parts.append("  ".join(cells).rstrip())
    return "\n".join(parts) + "\n"


def sheet_word(sheet: Sheet) -> bytes:
    """Give a Word document whose headings and header rows a screen reader finds."""
    # Every process of the portal would hold its XML library, and one in a thousand pages is a Word document.
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.core_properties.title = sheet.title
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    document.styles["Normal"].font.size = Pt(11)
    document.sections[0].header.paragraphs[0].text = " ".join(sheet.warnings)
    document.add_heading(sheet.title, level=1)
    for warning in sheet.warnings:
        document.add_paragraph().add_run(warning).bold = True
    for note in sheet.notes:
        document.add_paragraph(note)
    for table in sheet.tables:
        _word_table(document, table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _word_table(document: "WordDocument", table: SheetTable) -> None:
    from docx.oxml import OxmlElement

    document.add_heading(table.heading, level=2)
    for note in table.notes:
        document.add_paragraph(note)
    made = document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    for cell, name in zip(made.rows[0].cells, table.head, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    # Repeated on each page, and told to screen readers as the heading of the columns.
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        for cell, value in zip(made.add_row().cells, row, strict=True):
            cell.text = str(value)
