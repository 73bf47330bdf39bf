"""A report as a CSV, as a Word document and as plain text."""

from itertools import chain

from portal.infra.i18n import _
from portal.surveys.views.export import table_csv
from portal.surveys.views.sheets import Sheet, SheetTable
from portal.surveys.views.word_files import add_part, add_table, as_bytes, new_document


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
    """Give a Word document; what may be done with it stands at the head of every page."""
    document = new_document(sheet.title, "en-GB")
    document.sections[0].header.paragraphs[0].text = " ".join(sheet.warnings)
    for warning in sheet.warnings:
        document.add_paragraph().add_run(warning).bold = True
    for note in sheet.notes:
        document.add_paragraph(note)
    for table in sheet.tables:
        add_part(document, table.heading, table.notes)
        add_table(document, table.head, table.rows)
    return as_bytes(document)
