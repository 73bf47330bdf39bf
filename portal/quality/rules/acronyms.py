"""Short forms in capitals, and whether a reader is told what they stand for."""

import re
from collections.abc import Iterator, Sequence

from portal.quality.rules.findings import Check, Finding, Level
from portal.quality.rules.limits import WritingRules
from portal.quality.rules.texts import Audience, Document, Passage

# Postcodes, references and sizes hold digits and are none; an s may follow.
_ACRONYM = re.compile(r"(?<![\w@.:/-])([A-Z]{2,}[a-z]?[A-Z]*)(?:s|’s|'s)?(?![\w@/]|-\d)")


def unexplained(document: Document, rules: WritingRules) -> Iterator[Finding]:
    """Give each short form whose first use says nowhere what it stands for."""
    level = Level.WARNING if document.audience is Audience.LISTING else Level.ERROR
    is_easy = document.audience is Audience.EASY_READ
    seen: set[str] = set()
    for at, passage in enumerate(document.passages):
        for match in _ACRONYM.finditer(passage.text):
            short = match[1]
            if short in seen or short in rules.everyday:
                continue
            seen.add(short)
            if is_easy:
                what, remedy = f"“{short}” stands in an Easy Read text", "write the words out each time"
            elif short in document.explained or _is_explained(short, document.passages, at, rules):
                continue
            else:
                what, remedy = f"“{short}” is not explained at its first use", _remedy(short, rules)
            yield Finding(document.file, passage.line_at(match.start()), level, Check.ACRONYM, what, remedy)


def _remedy(short: str, rules: WritingRules) -> str:
    long = rules.long_forms.get(short, "its words")
    return f"write it out there: “{short} ({long})”; a name in capitals goes into writing.yaml"


def _is_explained(short: str, passages: Sequence[Passage], at: int, rules: WritingRules) -> bool:
    here = " ".join(passage.text for passage in passages[at : at + 2])
    long = rules.long_forms.get(short)
    if long and long.lower() in " ".join(passage.text for passage in passages[: at + 2]).lower():
        return True
    ways = (
        # Holiday activities and food (HAF)
        rf"\w[\w’,-]*\s+\w[^()]*\({short}s?\)",
        # EHC plan (education, health and care plan)
        rf"\b{short}s?(?:\s+\w+){{0,2}}\s+\([^)\s]+\s+[^)]+\)",
        rf"\b{short}s?(?:\s+\w+){{0,2}}\s+(?:is|are)\s+short\s+for\b",
        rf"\b{short}s?(?:\s+\w+){{0,2}}\s+(?:means?|stands?\s+for)\b",
        rf"\bcalled\s+(?:the\s+)?{short}\b",
        # ABC, who give free advice
        rf"\b{short}(?:\s+\w+)?,\s+(?:who|which|the|a|an)\s",
    )
    return any(re.search(way, here) for way in ways)
