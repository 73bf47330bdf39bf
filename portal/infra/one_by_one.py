"""Work that is done piece by piece, so that families' own writes come in between."""

import time
from collections.abc import Callable

from portal.infra.db import Database

# As long as a family's sending holds the database, some three times over.
_GIVE_WAY_SECONDS = 0.015


def one_by_one(database: Database, step: Callable[[], bool], most: int) -> int:
    """Do steps until one finds nothing to do, at most so many; gives how many were done.

    SQLite lets one write at a time and keeps no line: who writes again and again leaves no gap in which a family on
    another process would have its turn. So between two steps nothing is done for a moment.
    """
    done = 0
    while done < most and step():
        done += 1
        if database.is_sqlite:
            time.sleep(_GIVE_WAY_SECONDS)
    return done
