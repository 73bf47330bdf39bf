"""A stopped clock, quick hashing, and people who sign in."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from argon2 import PasswordHasher

from portal.accounts.services import passwords
from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.accounts.signing_in import a_member_of_staff, sign_in

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hash cheaply where passwords are hashed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(memory_cost=8, time_cost=1, parallelism=1))
        yield


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the clock on a Monday morning."""
    with time_machine.travel(MORNING, tick=False) as stopped:
        yield stopped


@pytest.fixture
def admin(clock: time_machine.Traveller, installation: Installation) -> CarefulClient:
    """Give the browser of the only admin, signed in."""
    a_member_of_staff(installation, "ada.admin@orchard.example.org", Role.ADMIN)
    return sign_in(installation.visitor_of_staff(), "ada.admin@orchard.example.org")
