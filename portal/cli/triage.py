"""Drawing the moves of a request into docs/triage.md."""

import click

from portal.referrals.rules.picture import with_pictures
from portal.settings import PROJECT

PAGE = PROJECT / "docs" / "triage.md"


@click.command("triage-picture")
def triage_picture() -> None:
    """Draw the moves of a request into docs/triage.md, from the table that decides."""
    PAGE.write_text(with_pictures(PAGE.read_text()))
    click.echo(f"{PAGE.relative_to(PROJECT)} is up to date.")
