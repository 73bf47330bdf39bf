"""On PostgreSQL each face has its own rights: the families' one asks for links and opens them, and makes none."""

import pytest

from tests.installation import Installation
from tests.integration.cli.test_grants import as_role, refused
from tests.integration.cli.test_grants import roles as roles  # The fixture of the same name.
from tests.integration.links.asking import MAIL, last_link, saved_for_later
from tests.integration.referrals.family_pages import ANNA, a_request

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("database_kind", ["postgresql"], scope="session")]


def test_a_family_comes_back_and_replies_each_process_under_its_own_role(
    installation: Installation, roles: tuple[str, str]
) -> None:
    public, staff = (as_role(installation, role) for role in roles)
    stopped = saved_for_later(public.family(), MAIL)
    other = public.family()
    other.visit(last_link(staff, MAIL))
    other.press("Open my answers")
    assert other.heading == stopped
    a_request(staff)
    client = public.family()
    client.visit("/ask/status")
    client.press("Send me a link", {"address": ANNA})
    client.visit(last_link(staff, ANNA))
    client.press("See my request")
    client.follow("Take back my request")
    client.press("Yes, take back my request")
    staff.work()
    client.visit("/ask/status")
    assert client.heading == "You took back your request"
    client.press("Close this page")
    public.close()
    staff.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT sealed FROM link_request",
        "DELETE FROM link_request",
        "INSERT INTO one_use_link SELECT * FROM one_use_link",
        "UPDATE one_use_link SET ends_at = now()",
        "SELECT code FROM referral_contact",
        "UPDATE family_status SET view = view",
        "DELETE FROM family_reply",
        "UPDATE family_reply SET applied_at = NULL",
        "SELECT status_key FROM referral",
    ],
)
def test_the_families_role_cannot(statement: str, installation: Installation, roles: tuple[str, str]) -> None:
    public, staff = (as_role(installation, role) for role in roles)
    assert refused(public.database, statement)
    assert not refused(staff.database, statement)
    public.close()
    staff.close()
