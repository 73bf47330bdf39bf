"""The moves of a request drawn as a picture, from the table that decides; docs/triage.md holds it."""

from collections.abc import Iterator

from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import ENDED, TABLE, Move, Status

BEGIN, END = "<!-- moves: drawn by `portal triage-picture` -->", "<!-- end of moves -->"
_TITLES = {Kind.REQUEST: "A request", Kind.CALL: "A call"}
# It moves nothing, so it would be a loop at every box.
_NOT_DRAWN = frozenset({Move.PASS_ON})


def pictures() -> str:
    """Give the pictures of all kinds as Mermaid in Markdown, each with its moves as a table beneath."""
    parts = (f"### {_TITLES[kind]}\n\n{_picture(kind)}\n\n{_table(kind)}" for kind in Kind)
    return f"{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}"


def _picture(kind: Kind) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {Status.SUBMITTED.value}"]
    for (before, after), moves in sorted(_arrows(kind).items()):
        lines.append(f"    {before} --> {after}: {', '.join(moves)}")
    lines += [f"    {status.value} --> [*]" for status in ENDED if status in TABLE[kind]]
    return "\n".join([*lines, "```"])


def _arrows(kind: Kind) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for before, move, after in _moves(kind):
        if move not in _NOT_DRAWN:
            found.setdefault((before.value, after.value), []).append(move.value)
    return found


def _moves(kind: Kind) -> Iterator[tuple[Status, Move, Status]]:
    for before, moves in TABLE[kind].items():
        for move in Move:
            if move in moves:
                yield before, move, moves[move]


def _table(kind: Kind) -> str:
    lines = ["| from | move | to |", "|---|---|---|"]
    lines += [f"| {before.value} | {move.value} | {after.value} |" for before, move, after in _moves(kind)]
    return "\n".join(lines)


def with_pictures(page: str) -> str:
    """Give a page of Markdown with the pictures drawn anew between their marks; raises ValueError without marks."""
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no place for the pictures")
    return f"{before}{pictures()}{after}"
