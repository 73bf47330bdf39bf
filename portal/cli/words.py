"""Keeping the catalogues of translations in step with code, templates and content."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from ruamel.yaml import YAML

from portal.core.errors import PortalError
from portal.settings import PROJECT

TRANSLATIONS = PROJECT / "portal" / "translations"
_KEYWORDS = {"_": None, "_l": None, "lazy": None, "ngettext": (1, 2)}
# Keys of content files whose strings families read; content/README.md names them for editors.
_WORD_KEYS = frozenset(
    {"title", "label", "hint", "text", "lead", "legend", "error", "reason", "action", "body", "subject"}
    | {"plain", "summary_label", "unit", "caption", "button"}
)
_LIST_KEY = "texts"
# Staff pages are English only, so their words are not for translators.
_STAFF_MODULES = re.compile(
    r"/(accounts|cli)/|/views/(staff|export|said|child|matching|queue)[^/]*(\.py|/)|/referrals/forms/(?!status)"
    r"|/surveys/forms/|/surveys/views/(coding|looking|filters|charts|sheet)[^/]*\.py|/voice/forms/(publishing|you_said)\.py"
)
_STAFF_PARTS = re.compile(r"/surveys/(coding/|releasing/|(filters|marks|counted_only)\.html|report)")
_NOT_WORDS = re.compile(r"/(activities|geo|pages)/|/providers\.yaml$")
# The collector also takes the names of lists and codes inside a call such as _(labels["funding"][code]).
_CODE = re.compile(r"[a-z]+(_[a-z]+)*")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")

Found = tuple[str | tuple[str, str], str, int]


class CatalogueError(PortalError):
    """A catalogue is not complete."""


@click.group()
def words() -> None:
    """Collect words for translators and check the catalogues."""


@words.command("update")
def update_command() -> None:
    """Bring every catalogue up to date; new words stand there without a translation."""
    template = collected()
    for path in catalogues():
        language = path.parts[-3]
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        _write(path, catalogue)
        missing = sum(1 for message in catalogue if message.id and not _is_translated(message))
        click.echo(f"{path.relative_to(PROJECT)}: {len(catalogue)} words, {missing} without a translation")


@words.command("check")
def check_command() -> None:
    """Say what is missing, stale or wrong in a catalogue, and fail when anything is."""
    faults = [fault for path in catalogues() for fault in faults_of(path)]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise CatalogueError(f"{len(faults)} faults in the catalogues; `make words` collects new words")
    click.echo("Every catalogue is complete.")


@words.command("add")
@click.argument("language")
def add_command(language: str) -> None:
    """Begin the catalogue of a new language, such as ro."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    if path.exists():
        raise CatalogueError(f"{path} is there already")
    catalogue = Catalog(locale=language)
    catalogue.update(collected())
    _write(path, catalogue)
    click.echo(f"{path.relative_to(PROJECT)}: {len(catalogue)} words to translate")


def catalogues() -> list[Path]:
    """Give the catalogues that are shipped."""
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))


def faults_of(path: Path) -> Iterator[str]:
    """Give what is wrong with a catalogue, one line each: missing, stale, untranslated, placeholders lost."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    wanted = {_key(message) for message in collected() if message.id}
    held = {_key(message) for message in catalogue if message.id}
    name = path.relative_to(PROJECT)
    yield from (f"{name}: missing: {key!r}" for key in sorted(wanted - held))
    yield from (f"{name}: no longer used: {key!r}" for key in sorted(held - wanted))
    for message in catalogue:
        if not message.id or _key(message) not in wanted:
            continue
        if not _is_translated(message) or message.fuzzy:
            yield f"{name}: no translation: {_key(message)!r}"
        elif not _same_placeholders(message):
            yield f"{name}: other placeholders: {_key(message)!r}"


def collected() -> Catalog:
    """Give every word that families read, sorted, with the file in which it stands."""
    catalogue = Catalog(charset="utf-8", header_comment="# Words of the Short Breaks Portal.")
    found = sorted(_found(), key=lambda entry: (str(entry[0]), entry[1], entry[2]))
    for message, file, _line in found:
        catalogue.add(message, locations=[(file, 0)])
    return catalogue


def _found() -> Iterator[Found]:
    for path in sorted((PROJECT / "portal").rglob("*.py")):
        if not _STAFF_MODULES.search(str(path)):
            yield from _extracted("python", path)
    for path in sorted((PROJECT / "portal" / "templates").rglob("*.html")):
        text = path.read_text()
        is_staff = path.name.startswith("staff") or _STAFF_PARTS.search(str(path)) is not None
        if "layout/staff.html" not in text and not is_staff:
            yield from _extracted("jinja2.ext:babel_extract", path)
    for path in sorted((PROJECT / "content").rglob("*.yaml")):
        if not _NOT_WORDS.search(str(path)):
            name = str(path.relative_to(PROJECT))
            yield from ((text, name, 0) for text in _words_in(YAML(typ="safe").load(path.read_text())))


def _extracted(method: str, path: Path) -> Iterator[Found]:
    options = {"silent": "false"} if "jinja2" in method else {}
    for line, message, _comments, _context in extract_from_file(
        method, path, keywords=_KEYWORDS, options=options
    ):
        if message and not (isinstance(message, str) and _CODE.fullmatch(message)):
            yield message, str(path.relative_to(PROJECT)), line  # type: ignore[misc]  # Pairs are plurals.


def _words_in(node: object) -> Iterator[str]:
    """Give the strings under the keys that hold words, wherever they stand in a file."""
    if isinstance(node, list):
        for entry in node:
            yield from _words_in(entry)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in _WORD_KEYS and isinstance(value, str) and value.strip():
            # Content models strip what they read; a message is looked up as it is shown.
            yield value.strip()
        elif key == _LIST_KEY and isinstance(value, list):
            yield from (text.strip() for text in value if isinstance(text, str))
        else:
            yield from _words_in(value)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _is_translated(message: Message) -> bool:
    return all(form.strip() for form in _forms(message))


def _same_placeholders(message: Message) -> bool:
    """Tell whether each form has the placeholders of its source; a singular may leave out the number."""
    source = message.id if isinstance(message.id, str) else message.id[1]
    wanted = set(_PLACEHOLDER.findall(source))
    loose = {"%(n)s"} if not isinstance(message.id, str) else set()
    return all(wanted - loose <= set(_PLACEHOLDER.findall(form)) <= wanted for form in _forms(message))


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False)
