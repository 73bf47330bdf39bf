"""Cells of a CSV file that a spreadsheet opens: what a family wrote must stay text."""

# Spreadsheets read a file as UTF-8 only when it starts with this mark.
MARK = "\ufeff"
# The wide signs of East Asian keyboards are read as the plain ones.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def safe_cell(value: object) -> str:
    """Give the text of a cell, with an apostrophe before anything that a spreadsheet would run as a formula."""
    text = "" if value is None else str(value)
    text = text.replace("\x00", "")
    if text.startswith(_STARTS_A_FORMULA) or text.lstrip(" \u00a0").startswith(_STARTS_A_FORMULA):
        return "'" + text
    return text
