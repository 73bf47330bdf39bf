"""Which page a message is about: a path and nothing else."""

import re

LONGEST_PATH = 200
_PATH = re.compile(r"/(?:[a-z0-9][a-z0-9._-]*/?)*")


def path_of(text: str) -> str:
    """Give the path of an address that was carried along, "" for what is none of ours.

    What stands after it, a search or a place on the page, may hold what somebody typed and is left out.
    """
    path = re.split(r"[?#]", text.strip(), maxsplit=1)[0]
    return path if len(path) <= LONGEST_PATH and _PATH.fullmatch(path) else ""
