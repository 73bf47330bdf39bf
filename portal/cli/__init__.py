"""The `portal` command: everything that `make run` does, and what an administrator needs."""

import os
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from portal.cli.accounts import user
from portal.cli.checking import audit, content
from portal.cli.loading import import_group, index
from portal.cli.preparing import database, keys, prepare
from portal.cli.rule_sets import rules
from portal.cli.serving import serve
from portal.cli.surveys import report, survey
from portal.cli.triage import triage_picture
from portal.cli.words import words
from portal.core.errors import PortalError


class _Portal(click.Group):
    """Shows what the portal refuses as one line, not as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it writes, database and messages, is for its owner only."""
        os.umask(0o077)
        try:
            return super().invoke(ctx)
        except PortalError as error:
            raise click.ClickException(str(error) or type(error).__name__) from error
        except (SQLAlchemyError, OSError) as error:
            reason = str(error).splitlines()[0][:300] if str(error) else ""
            raise click.ClickException(f"{type(error).__name__}: {reason}") from error


@click.group(cls=_Portal, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Serve the Short Breaks Portal, load it and look after it."""


for command in (
    *(serve, prepare, database, keys, user, import_group, index, content, audit, words, rules),
    *(triage_picture, survey, report),
):
    main.add_command(command)
