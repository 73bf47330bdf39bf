"""The short breaks services statement (regulation 5 of SI 2011/707): every version is kept and can be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_markdown, rendered
from portal.infra.i18n import speaking
from portal.offer.content.council import Council
from portal.offer.content.glossary import Glossary, Meaning
from portal.offer.content.pages import filled

_HEADING = re.compile(r"^## (.+?)\s*$", re.MULTILINE)


class Parts(ContentModel):
    """The headings under which stands what the law asks for."""

    range: str
    criteria: str
    carers_needs: str
    carers_heard: str


class FrontMatter(ContentModel):
    """The head of one version; `since` is the day from which it counts, `changes` what is new in it."""

    title: str
    description: str = Field(max_length=200)
    since: date
    review_by: date
    changes: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Statement:
    """One version in one language, rendered when the content was loaded."""

    version: str
    language: str
    title: str
    description: str
    since: date
    review_by: date
    changes: str
    html: str
    words: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """All versions, the newest first."""

    by_language: Mapping[str, tuple[Statement, ...]]

    def versions(self, language: str, day: date) -> tuple[Statement, ...]:
        """Give the versions that count or counted on a day, the newest first."""
        all_of_them = self.by_language.get(language) or self.by_language["en"]
        return tuple(statement for statement in all_of_them if statement.since <= day)


def load(pack: Path, council: Council, glossary: Glossary) -> Statements:
    """Load content/statement/<language>/<version>.md; raises ContentError for a part of the law that is missing."""
    by_language: dict[str, tuple[Statement, ...]] = {}
    for language in council.languages:
        folder = pack / "statement" / language.code
        found = [_statement(path, language.code, council, glossary) for path in sorted(folder.glob("*.md"))]
        by_language[language.code] = tuple(sorted(found, key=lambda one: one.since, reverse=True))
    wanted = [statement.version for statement in by_language["en"]]
    for code, statements in by_language.items():
        if not wanted or [statement.version for statement in statements] != wanted:
            raise ContentError(
                pack / "statement" / code,
                None,
                f"give every version once: {', '.join(wanted) or 'one at least'}",
            )
    return Statements(by_language)


def _statement(path: Path, language: str, council: Council, glossary: Glossary) -> Statement:
    front, markdown = load_markdown(path, FrontMatter)
    headings = _HEADING.findall(markdown)
    for part, heading in front.parts.model_dump().items():
        if heading not in headings:
            raise ContentError(path, None, f"parts.{part}: there is no heading “## {heading}” in the text")
    if front.review_by <= front.since:
        raise ContentError(path, None, "review_by: a statement is reviewed after its first day")
    explain = glossary.explainer(language, "statement")
    with speaking(language):
        html = rendered(filled(markdown, path, council), explain)
    return Statement(
        version=path.stem,
        language=language,
        title=front.title,
        description=front.description,
        since=front.since,
        review_by=front.review_by,
        changes=front.changes,
        html=html,
        words=explain.meanings,
    )
