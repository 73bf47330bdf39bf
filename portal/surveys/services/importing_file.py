"""Reads a CSV of survey answers line by line, with the number of the line and without guessing at anything."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.surveys.rules.importing import ImportRefusedError, LineError

# Told how many bytes of the file are read.
Progress = Callable[[int], None]

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line after the heading; `cells` is empty when it has another number of cells than the heading."""

    number: int
    cells: Mapping[str, str]

    def checked(self) -> Mapping[str, str]:
        """Give the cells by column; raises LineError when they do not fit the heading."""
        if not self.cells:
            raise LineError("the line has another number of cells than the heading")
        return self.cells


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def head_of(path: Path) -> Sequence[str]:
    """Give the names of the columns; raises ImportRefusedError when there is no heading that can be read."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        try:
            head = [name.strip() for name in next(csv.reader(file, strict=True), [])]
        except csv.Error as error:
            raise ImportRefusedError(f"line 1 is no heading of a CSV: {error}") from error
    if any("\udc80" <= sign <= "\udcff" for name in head for sign in name):
        raise ImportRefusedError("the file is not UTF-8; save it as “CSV UTF-8”")
    if not any(head):
        raise ImportRefusedError("the file is empty: its first line must name the columns")
    if len(set(head)) < len(head):
        raise ImportRefusedError("two columns have the same name")
    if len(head) == 1 and ";" in head[0]:
        raise ImportRefusedError("the columns are parted by semicolons; save the file with commas")
    return head


def lines_of(path: Path, progress: Progress) -> Iterator[Line]:
    """Give the lines after the heading; raises ImportRefusedError where the file is no CSV any more.

    What is not UTF-8 comes as lone surrogates, by which the rules know it. Empty lines are passed over.
    """
    head = head_of(path)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(_counted(file, progress), strict=True)
        next(reader)
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise ImportRefusedError(f"line {number} is no line of a CSV: {error}") from error
            if cells is None:
                return
            if any(cells):
                fits = len(cells) == len(head)
                yield Line(number, dict(zip(head, cells, strict=True)) if fits else {})


def _counted(file: Iterator[str], progress: Progress) -> Iterator[str]:
    for line in file:
        progress(len(line.encode("utf-8", "surrogateescape")))
        yield line
