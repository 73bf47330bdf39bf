"""Checks that an administrator or editor runs."""

from pathlib import Path

import click

from portal.audit.queries import first_broken_link
from portal.cli.content_report import as_json, as_text
from portal.cli.opened import opened
from portal.core.errors import PortalError
from portal.faces import PUBLIC
from portal.infra.clock import today
from portal.pack import load_pack
from portal.quality.queries.addresses import Addresses
from portal.quality.queries.checking import check_pack
from portal.settings import Face, Settings


class BrokenChainError(PortalError):
    """The audit trail was changed."""


@click.group()
def content() -> None:
    """Check the content pack."""


@content.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", "as_format", type=click.Choice(["text", "json"]), default="text")
def check_content(folder: Path | None, as_format: str) -> None:
    """Check all of content/ (or FOLDER): can it be used, do links lead somewhere, is it plain and up to date."""
    where = folder or Settings.from_environment(Face.WORKER).content
    if as_format == "text":
        # A pack that the portal refuses is told in one line, as at its start; the rest makes no sense before.
        _load(where)
    report = check_pack(
        where,
        addresses=Addresses(PUBLIC),
        load=_load if as_format == "json" else lambda _folder: None,
        today=today(),
    )
    click.echo(as_json(report, where) if as_format == "json" else as_text(report, where))
    if report.errors:
        raise click.exceptions.Exit(1)
    if as_format == "text":
        click.echo(f"{where}: the content can be used.")


def _load(folder: Path) -> None:
    load_pack(folder, samples=True)


@click.group()
def audit() -> None:
    """Check the audit trail."""


@audit.command("check")
def check_audit() -> None:
    """Follow the chain of the audit trail and name the first event that was changed."""
    with opened() as held, held.database.reading() as session:
        broken = first_broken_link(session, held.keys.audit_key)
    if broken is not None:
        raise BrokenChainError(f"the audit trail was changed at or before event {broken}")
    click.echo("The audit trail is whole.")
