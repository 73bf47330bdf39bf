"""Many values as one text: a database and its driver spend most of their time on making rows."""

from typing import Any

from sqlalchemy import ColumnElement, func

BETWEEN = ","


def joined(values: Any) -> ColumnElement[str]:
    """Give all values of a column, with a comma between any two."""
    return func.aggregate_strings(values, BETWEEN)
