"""What is missing, old or otherwise in another language."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from portal.infra.content_pack import PackFolder
from portal.quality.content.documents import words_to_translate
from portal.quality.content.markdown_lines import Page
from portal.quality.content.pack_files import SOURCE_LANGUAGE, PackFiles
from portal.quality.rules.findings import Check, Finding, error, warning
from portal.settings import PROJECT


def language_faults(pack: PackFiles) -> Iterator[Finding]:
    """Give pages and words that a shipped language does not have."""
    others = [code for code in pack.languages if code != SOURCE_LANGUAGE]
    pages = {(page.folder, page.language, page.slug): page for page in pack.pages}
    for (folder, language, slug), page in pages.items():
        if language == SOURCE_LANGUAGE:
            for code in others:
                if (folder, code, slug) not in pages:
                    yield error(
                        page.file,
                        1,
                        Check.LANGUAGE,
                        f"this page is missing in {code}",
                        f"write {folder}/{code}/{slug}.md",
                    )
        elif language in others:
            yield from _against_source(page, pages.get((folder, SOURCE_LANGUAGE, slug)))
    for code in others:
        yield from _words(pack, code)


def _against_source(page: Page, source: Page | None) -> Iterator[Finding]:
    if source is None:
        yield error(
            page.file,
            1,
            Check.LANGUAGE,
            "this page is missing in English",
            f"write {page.folder}/en/{page.slug}.md",
        )
        return
    mine, theirs = page.at_front("reviewed"), source.at_front("reviewed")
    if mine and theirs and mine.value < theirs.value:
        yield warning(
            page.file,
            mine.line,
            Check.LANGUAGE,
            "the English page was reviewed later",
            "compare both, put in the new date",
        )
    if page.headings != source.headings:
        yield warning(
            page.file,
            1,
            Check.LANGUAGE,
            f"{len(page.headings)} headings, the English page has {len(source.headings)}, or they are in another order",
            "bring both pages into the same order",
        )
    lost = {link.address for link in source.links} - {link.address for link in page.links}
    for address in sorted(lost):
        yield warning(
            page.file,
            1,
            Check.LANGUAGE,
            f"the English page has a link to {address}, this page has none",
            "add it",
        )


def _words(pack: PackFiles, language: str) -> Iterator[Finding]:
    # A pack may bring words of its own beside those of the portal.
    folders = (PROJECT / "portal" / "translations", PackFolder(pack.folder).own_words)
    paths = [folder / language / "LC_MESSAGES" / "messages.po" for folder in folders]
    translated = frozenset[str]().union(
        *(_translated(path, path.stat().st_mtime_ns) for path in paths if path.exists())
    )
    for file, scalar in words_to_translate(pack):
        if scalar.value.strip() not in translated:
            begins = " ".join(scalar.value.split())[:60]
            yield error(
                file,
                scalar.line,
                Check.LANGUAGE,
                f"“{begins}” has no translation in {language}",
                "run `make words` and translate it in the catalogue",
            )


@lru_cache(maxsize=8)
def _translated(path: Path, _changed: int) -> frozenset[str]:
    """Give the words that a catalogue translates; read anew when the file has changed."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    known: Mapping[str, str] = {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and not message.fuzzy
    }
    return frozenset(message for message, string in known.items() if string.strip())
