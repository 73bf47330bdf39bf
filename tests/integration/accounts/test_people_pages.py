"""An admin's pages: roles that hold at once, accounts closed and opened, and never no admin left."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.accounts.services import STAFF
from portal.accounts.services.people import LastAdminError, change_roles, set_active
from portal.core.roles import STAFF_ROLES, Role
from portal.infra.clock import now
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import PASSWORD, Installation
from tests.integration.accounts.signing_in import a_member_of_staff, acts, sign_in

ADA, BOB, EMAIL = "ada.admin@orchard.example.org", "bob.admin@orchard.example.org", "sam@orchard.example.org"
LAST = "This is the last admin who can sign in. Make another one first."


def _open(admin: CarefulClient, installation: Installation, email: str) -> int:
    number = a_member_of_staff(installation, email, Role.TRIAGE_OFFICER)
    admin.visit(f"/people/staff/{number}")
    return number


def test_new_roles_hold_at_once(admin: CarefulClient, installation: Installation) -> None:
    a_member_of_staff(installation, EMAIL, Role.TRIAGE_OFFICER)
    sam = sign_in(installation.visitor_of_staff(), EMAIL)
    sam.visit("/referrals")
    _open(admin, installation, EMAIL)
    admin.press("Save the roles", {"roles": ["content_editor"]})
    assert "The roles are changed. They hold at once." in admin.text
    assert sam.get("/referrals").status_code == 403
    sam.visit("/allowance-questions")


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(
    admin: CarefulClient, installation: Installation
) -> None:
    a_member_of_staff(installation, EMAIL, Role.TRIAGE_OFFICER)
    sam = sign_in(installation.visitor_of_staff(), EMAIL)
    _open(admin, installation, EMAIL)
    admin.press("Close the account")
    sam.visit("/referrals")
    assert sam.heading == "Sign in"
    assert sign_in(sam, EMAIL).errors == ["The e-mail address or the password is not right"]
    admin.press("Open the account again")
    assert sign_in(sam, EMAIL).heading == "Your work"


def test_all_sign_ins_of_somebody_are_ended(admin: CarefulClient, installation: Installation) -> None:
    a_member_of_staff(installation, EMAIL, Role.TRIAGE_OFFICER)
    browsers = [sign_in(installation.visitor_of_staff(), EMAIL) for _turn in range(2)]
    _open(admin, installation, EMAIL)
    admin.press("End all sign-ins")
    for sam in browsers:
        sam.visit("/referrals")
        assert sam.heading == "Sign in"


def test_the_last_admin_stays(admin: CarefulClient, installation: Installation) -> None:
    _open(admin, installation, ADA)
    admin.press("Save the roles", {"roles": ["triage_officer"]})
    assert admin.errors == [LAST]
    _open(admin, installation, ADA)
    admin.press("Close the account")
    assert LAST in admin.text
    a_member_of_staff(installation, BOB, Role.ADMIN)
    _open(admin, installation, ADA)
    admin.press("Save the roles", {"roles": ["triage_officer"]})
    assert admin.get("/people").status_code == 403


def test_an_admin_who_is_invited_or_closed_does_not_count(
    admin: CarefulClient, installation: Installation
) -> None:
    admin.visit("/people/invite")
    admin.press("Send the invitation", {"name": "Bob Example", "email": BOB, "roles": ["admin"]})
    _open(admin, installation, ADA)
    admin.press("Close the account")
    assert LAST in admin.text


def test_two_admins_who_close_each_other_at_once_leave_one(
    admin: CarefulClient, installation: Installation
) -> None:
    ada, bob = (a_member_of_staff(installation, email, Role.ADMIN) for email in (ADA, BOB))

    def close(number: int, actor: int) -> bool:
        try:
            with installation.database.unit_of_work() as session:
                set_active(session, STAFF, now=now(), user_id=number, is_active=False, actor=str(actor))
        except LastAdminError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(close, (ada, bob), (bob, ada)))
    assert sorted(done) == [False, True]


def test_an_admin_sees_no_request_of_a_family(admin: CarefulClient, installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    for address in ("/referrals", f"/referrals/{reference}", "/referrals.csv", "/surveys"):
        assert admin.get(address).status_code == 403
    admin.visit("/")
    assert [link.get_text() for link in admin.page.select("main li a")] == ["People who sign in"]


@pytest.mark.sqlite
@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.ADMIN])
def test_nobody_else_sees_who_signs_in(role: Role, installation: Installation) -> None:
    number = a_member_of_staff(installation, EMAIL, role)
    sam = sign_in(installation.visitor_of_staff(), EMAIL)
    for address in ("/people", "/people/invite", f"/people/staff/{number}"):
        assert sam.get(address).status_code == 403


def test_a_role_of_providers_is_never_given_to_staff(
    admin: CarefulClient, installation: Installation
) -> None:
    number = _open(admin, installation, EMAIL)
    token = admin.page.select_one("input[name=csrf_token]")["value"]
    admin.post(
        f"/people/staff/{number}/roles", data={"csrf_token": token, "roles": ["provider_user", "admin"]}
    )
    assert admin.errors == ["Choose what this person may do"]


@pytest.mark.sqlite
def test_who_is_not_there_is_not_found(admin: CarefulClient) -> None:
    for address in ("/people/staff/999", "/people/providers/999", "/people/robots/1"):
        assert admin.get(address).status_code == 404


def test_the_list_says_what_each_account_is(admin: CarefulClient, installation: Installation) -> None:
    a_member_of_staff(installation, EMAIL, Role.TRIAGE_OFFICER, Role.COMMISSIONER)
    admin.visit("/people")
    rows = [row.get_text("|", strip=True) for row in admin.page.select("tbody tr")]
    assert "Sam Example|ada.admin@orchard.example.org|Admin|Active|No|1" in rows
    assert "Sam Example|sam@orchard.example.org|Triage officer, Commissioner|Active|No|0" in rows


def test_each_act_is_in_the_audit_trail_with_who_did_it(
    admin: CarefulClient, installation: Installation
) -> None:
    ada, number = a_member_of_staff(installation, ADA), _open(admin, installation, EMAIL)
    sign_in(installation.visitor_of_staff(), EMAIL, PASSWORD)
    admin.visit(f"/people/staff/{number}")
    for button in (
        "Save the roles",
        "End all sign-ins",
        "Send a link for a new password",
        "Close the account",
    ):
        admin.press(button)
    admin.press("Open the account again")
    told = [
        action for actor, action, subject in acts(installation) if (actor, subject) == (str(ada), str(number))
    ]
    assert told == [
        "account.roles_changed",
        "account.sign_ins_ended",
        "account.password_sent",
        "account.closed",
        "account.opened",
    ]


def test_roles_that_nobody_may_have_are_refused_by_the_service_too(
    admin: CarefulClient, installation: Installation
) -> None:
    number = a_member_of_staff(installation, EMAIL, Role.TRIAGE_OFFICER)
    for roles in ([], [Role.PROVIDER_USER]):
        with pytest.raises(Exception, match="staff roles"), installation.database.unit_of_work() as session:
            change_roles(session, now=now(), user_id=number, roles=roles, actor="1")
