"""People who may sign in."""

import secrets
import sys
from collections.abc import Sequence

import click
from sqlalchemy.orm import Session

from portal.accounts.queries import people
from portal.accounts.services import DESKS, STAFF
from portal.accounts.services.links import LinkPlace
from portal.accounts.services.passwords import AccountError
from portal.accounts.services.people import (
    add_user,
    invite_provider,
    invite_staff,
    known_account,
    set_password,
    take_second_factor,
)
from portal.cli.opened import Opened, opened
from portal.core.roles import STAFF_ROLES, Role
from portal.infra.clock import now
from portal.offer.content import council as council_content
from portal.providers.queries import provider_ids

_side = click.option(
    "--side",
    "desk_name",
    default=STAFF.name,
    type=click.Choice(sorted(DESKS)),
    help="Whether the account is of staff or of a provider.",
)


def random_password() -> str:
    """Make a password of 20 random characters, about 119 bits."""
    return secrets.token_urlsafe(15)


@click.group()
def user() -> None:
    """Add, invite and list the people who may sign in."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Name that colleagues see.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in STAFF_ROLES]),
)
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of making one."
)
def add_command(email: str, name: str, roles: tuple[str, ...], password_stdin: bool) -> None:
    """Add a member of staff; a random password is printed once."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else random_password()
    with opened() as held, held.database.unit_of_work() as session:
        add_user(
            session,
            now=now(),
            email=email,
            name=name,
            password=password,
            roles=[Role(role) for role in roles],
        )
    click.echo(f"Added {email}." if password_stdin else f"Added {email} with the password {password}")


@user.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="Name that colleagues see.")
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role])
)
@click.option("--provider", help="Slug of the organisation, for provider_user.")
def invite_command(email: str, name: str, roles: tuple[str, ...], provider: str | None) -> None:
    """Invite somebody by e-mail: the link holds for three days and lets them choose a password."""
    wanted = [Role(role) for role in roles]
    with opened() as held, held.database.unit_of_work() as session:
        if wanted == [Role.PROVIDER_USER]:
            _invite_provider(session, held, email, name, provider or "")
        elif provider is not None or Role.PROVIDER_USER in wanted:
            raise AccountError("--provider goes with the role provider_user alone")
        else:
            _invite_staff(session, held, email, name, wanted)
    click.echo(f"Invited {email}. The worker sends the message.")


@user.command("password")
@click.argument("email")
@_side
def password_command(email: str, desk_name: str) -> None:
    """Give somebody a new random password, printed once, and end their sign-ins."""
    new = random_password()
    with opened() as held, held.database.unit_of_work() as session:
        set_password(session, now=now(), email=email, password=new, desk=DESKS[desk_name])
    click.echo(f"{email} now has the password {new}")


@user.command("reset-second-factor")
@click.argument("email")
@_side
def reset_command(email: str, desk_name: str) -> None:
    """Take away the second factor of somebody who has lost telephone and recovery codes."""
    desk = DESKS[desk_name]
    with opened() as held, held.database.unit_of_work() as session:
        account = known_account(session, desk, email)
        take_second_factor(session, desk, now=now(), user_id=account.id, actor=None)
    click.echo(f"{email} has no second factor any more, and is signed out everywhere.")


@user.command("list")
def list_command() -> None:
    """List who may sign in, with their roles."""
    with opened() as held, held.database.reading() as session:
        for found in people(session, now()):
            state = " (closed)" if not found.is_active else " (invited)" if found.is_invited else ""
            click.echo(f"{found.email}: {', '.join(found.roles)}{state}")


def _invite_staff(session: Session, held: Opened, email: str, name: str, roles: Sequence[Role]) -> None:
    place = LinkPlace(f"{held.settings.staff_url}/new-password", _council(held), "the staff pages")
    invite_staff(session, now=now(), email=email, name=name, roles=roles, place=place, actor=None)


def _invite_provider(session: Session, held: Opened, email: str, name: str, slug: str) -> None:
    found = provider_ids(session, [slug])
    if slug not in found:
        raise AccountError(f"--provider {slug}: there is no organisation with this slug")
    address = f"{held.settings.public_url}/providers/new-password"
    place = LinkPlace(address, _council(held), "the pages for organisations")
    invite_provider(
        session, now=now(), email=email, name=name, provider_id=found[slug], place=place, actor=None
    )


def _council(held: Opened) -> str:
    return council_content.load(held.settings.content).name
