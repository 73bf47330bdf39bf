"""One look at everything under content/."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from portal.infra.content_files import ContentError
from portal.quality.content import writing
from portal.quality.content.documents import documents
from portal.quality.content.pack_files import PackFiles, read_pack
from portal.quality.queries.addresses import Addresses
from portal.quality.queries.languages import language_faults
from portal.quality.queries.links import link_faults
from portal.quality.queries.reviews import review_faults, reviews
from portal.quality.queries.unused import unused
from portal.quality.rules.acronyms import unexplained
from portal.quality.rules.findings import Check, Finding, Report, error, in_order, warning
from portal.quality.rules.limits import WritingRules
from portal.quality.rules.plain_words import plain_faults

# Loads a pack as the portal does at its start; raises ContentError.
Load = Callable[[Path], object]


def check_pack(folder: Path, *, addresses: Addresses, load: Load, today: date) -> Report:
    """Check every file of a pack and give all that was found; raises nothing for a fault of the pack."""
    pack = read_pack(folder)
    rules, faults = _rules(folder)
    findings = (
        *faults,
        *_schema(folder, pack, load),
        *link_faults(pack, addresses),
        *unused(pack),
        *language_faults(pack),
        *review_faults(pack, rules.review, today),
        *_texts(pack, rules),
    )
    due = sorted(reviews(pack, rules.review, today), key=lambda review: (review.due, review.file))
    return Report(in_order(findings), tuple(due), len(pack.files))


def _schema(folder: Path, pack: PackFiles, load: Load) -> Iterator[Finding]:
    faults = list(pack.faults)
    try:
        load(folder)
    except ContentError as fault:
        faults.insert(0, fault)
    seen: set[Path] = set()
    for one in faults:
        if one.path not in seen:
            seen.add(one.path)
            file = _inside(one.path, folder)
            yield error(
                file, one.line or 1, Check.SCHEMA, one.reason, "mend it: the portal does not start so"
            )


def _inside(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _rules(folder: Path) -> tuple[WritingRules, tuple[Finding, ...]]:
    if not (folder / writing.FILE).exists():
        missing = warning(
            writing.FILE,
            1,
            Check.SCHEMA,
            "there are no words to avoid, and the limits are the portal’s own",
            "copy writing.yaml from the sample pack",
        )
        return WritingRules(), (missing,)
    try:
        return writing.load(folder), ()
    except ContentError as fault:
        told = error(writing.FILE, fault.line or 1, Check.SCHEMA, fault.reason, "mend it")
        return WritingRules(), (told,)


def _texts(pack: PackFiles, rules: WritingRules) -> Iterator[Finding]:
    for found in documents(pack):
        free = (text for text in found.passages if not any(part in text.text for part in rules.verbatim))
        document = replace(found, passages=tuple(free))
        yield from plain_faults(document, rules)
        yield from unexplained(document, rules)
