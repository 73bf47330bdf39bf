"""Word documents whose headings and header rows a screen reader finds."""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def new_document(title: str, language: str) -> "Document":
    """Begin a document; its heading is its title. `language` is a code with a region, such as en-GB."""
    # Loaded here: every process would hold its XML library, and one page in a thousand is a Word document.
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "", language
    document.add_heading(title, level=1)
    return document


def add_part(document: "Document", heading: str, notes: Iterable[str]) -> None:
    """Add a heading with sentences below it."""
    document.add_heading(heading, level=2)
    for note in notes:
        document.add_paragraph(note)


def add_table(document: "Document", head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Add a table; its head is repeated on each page and told as the heading of the columns."""
    from docx.oxml import OxmlElement

    made = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, name in zip(made.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, value in zip(made.add_row().cells, row, strict=True):
            cell.text = str(value)


def as_bytes(document: "Document") -> bytes:
    """Give the file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
