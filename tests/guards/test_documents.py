"""What the documents promise is what the code does: personal data, settings, commands, messages, pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields

import click
from sqlalchemy import LargeBinary, MetaData, Table

import portal.accounts.models
import portal.allowance.models
import portal.audit.models
import portal.infra.limits
import portal.links.models
import portal.notifications.models
import portal.questionnaires.models
import portal.referrals.models
import portal.surveys.models
import portal.voice.models  # noqa: F401  # Every table must be known before the guard looks.
from portal.accounts.services.links import MESSAGE_KINDS as ACCOUNT_KINDS
from portal.cli import main
from portal.infra.content_pack import ContentPack
from portal.infra.db import Base
from portal.offer.content.pages import REQUIRED
from portal.questionnaires.content import Questionnaires
from portal.referrals.rules.messages import MESSAGE_KINDS
from portal.settings import PROJECT, Settings
from portal.surveys.services.invitations import MESSAGE_KINDS as SURVEY_KINDS
from portal.voice.rules.news import MESSAGE_KINDS as VOICE_KINDS

# Encrypted or hashed columns are personal without being told so; these are, though they stand in clear.
PERSONAL_NAMES = {
    "email",
    "name",
    "password_hash",
    "token_hash",
    "match_code",
    "contact_code",
    "author",
    "decided_by",
    "asked_by",
    "offered_by",
    "passed_by",
    "second_by",
    "added_by",
    "struck_by",
    "reviewed_by",
    "made_by",
    "actor",
}
# Organisations and activities: published for everybody to read.
PUBLIC_TABLES = {
    "provider",
    "allowance_answer",
    "activity",
    "activity_tag",
    "activity_access",
    "activity_session",
    "directory_revision",
}


def _first_cells(name: str) -> set[str]:
    """Give what stands in backticks in the first column of a document's tables."""
    text = (PROJECT / "docs" / name).read_text()
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))


def personal_columns(metadata: MetaData) -> Iterator[str]:
    """Give every column that may hold something about a person."""
    for table in metadata.sorted_tables:
        if table.name not in PUBLIC_TABLES:
            for column in table.columns:
                if isinstance(column.type, LargeBinary) or column.name in PERSONAL_NAMES:
                    yield f"{table.name}.{column.name}"


def _personal_questions(pack: ContentPack) -> set[str]:
    questionnaires: Mapping[str, object] = pack.of(Questionnaires).by_id
    return {
        f"{name}:{question.id}"
        for name, questionnaire in questionnaires.items()
        for question in questionnaire.questions()
        if question.personal
    }


def test_every_personal_column_and_question_is_explained(pack: ContentPack) -> None:
    explained = _first_cells("personal-data.md")
    held = {*personal_columns(Base.metadata), *_personal_questions(pack)}
    assert not held - explained, "docs/personal-data.md: say what it is, why it is kept and until when"
    columns = {
        f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns
    }
    assert not explained - columns - _personal_questions(pack), (
        "docs/personal-data.md names what is no longer kept"
    )


def test_a_new_personal_column_is_noticed() -> None:
    metadata = MetaData()
    from sqlalchemy import Column, String

    Table("letter", metadata, Column("author", String), Column("sealed", LargeBinary), Column("sent", String))
    assert set(personal_columns(metadata)) == {"letter.author", "letter.sealed"}


def test_every_setting_is_explained() -> None:
    text = (PROJECT / "docs" / "settings.md").read_text()
    told = set(re.findall(r"^\| [^|]+ \| `(\w+)` \|", text, re.MULTILINE))
    assert told == {field.name for field in fields(Settings)}
    read = set(re.findall(r'"(PORTAL_[A-Z_]+)"', (PROJECT / "portal" / "settings.py").read_text()))
    assert read == _first_cells("settings.md")


def test_nobody_else_reads_the_environment() -> None:
    readers = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "portal").rglob("*.py")
        if re.search(r"os\.environ(\.get|\[[^\]]+\](?! =))|getenv", path.read_text())
    ]
    assert set(readers) <= {"portal/settings.py"}


def test_nobody_else_reads_the_clock() -> None:
    readers = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "portal").rglob("*.py")
        if re.search(r"datetime\.now\(|date\.today\(|utcnow\(|time\.time\(", path.read_text())
    ]
    assert set(readers) <= {"portal/infra/clock.py"}


def commands(group: click.Group, path: str = "portal") -> Iterator[tuple[str, click.Command]]:
    """Give every command with what a person types for it."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        yield f"{path} {name}", command


def test_every_command_explains_itself() -> None:
    silent = [typed for typed, command in commands(main) if not (command.help or "").strip().endswith(".")]
    assert not silent, "a command's docstring is its help: one sentence"


def test_every_message_is_sent_and_every_page_can_be_reached(pack: ContentPack) -> None:
    texts = (PROJECT / "content" / "messages.yaml").read_text()
    assert (
        set(re.findall(r"kind: (\w+)", texts)) == MESSAGE_KINDS | ACCOUNT_KINDS | SURVEY_KINDS | VOICE_KINDS
    ), "a message that is never sent, or has no words"
    for language in (PROJECT / "content" / "pages").iterdir():
        written = {path.stem for path in language.glob("*.md")}
        assert written >= set(REQUIRED), f"{language.name}: a page is missing"


def test_every_table_is_placed() -> None:
    gone = PUBLIC_TABLES - set(Base.metadata.tables)
    assert not gone, "PUBLIC_TABLES names tables that are no more"
