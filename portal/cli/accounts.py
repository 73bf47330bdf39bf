"""People who may sign in."""

import secrets
import sys

import click

from portal.accounts.queries import all_users
from portal.accounts.services import add_user, set_password
from portal.cli.opened import opened
from portal.core.roles import Role
from portal.infra.clock import now


def random_password() -> str:
    """Make a password of 20 random characters, about 119 bits."""
    return secrets.token_urlsafe(15)


@click.group()
def user() -> None:
    """Add and list the people who may sign in."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Name that colleagues see.")
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role])
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


@user.command("password")
@click.argument("email")
def password_command(email: str) -> None:
    """Give a member of staff a new random password, printed once, and end their sign-ins."""
    new = random_password()
    with opened() as held, held.database.unit_of_work() as session:
        set_password(session, now=now(), email=email, password=new)
    click.echo(f"{email} now has the password {new}")


@user.command("list")
def list_command() -> None:
    """List who may sign in, with their roles."""
    with opened() as held, held.database.reading() as session:
        for found in all_users(session):
            state = "" if found.is_active else " (closed)"
            click.echo(f"{found.email}: {', '.join(found.roles)}{state}")
