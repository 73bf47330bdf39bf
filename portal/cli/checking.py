"""Checks that an administrator or editor runs."""

from pathlib import Path

import click

from portal.audit.queries import first_broken_link
from portal.cli.opened import opened
from portal.core.errors import PortalError
from portal.pack import load_pack
from portal.settings import Face, Settings


class BrokenChainError(PortalError):
    """The audit trail was changed."""


@click.group()
def content() -> None:
    """Check the content pack."""


@content.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check_content(folder: Path | None) -> None:
    """Load all of content/ (or FOLDER) as the portal does at its start, and name the first fault."""
    where = folder or Settings.from_environment(Face.WORKER).content
    load_pack(where, samples=True)
    click.echo(f"{where}: the content can be used.")


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
