"""The pages that both sides have, hung into the blueprint of each."""

from flask import Blueprint

from portal.accounts.views import own, passwords, second_factor, signing_in
from portal.accounts.views.identity import frame, hang_the_door
from portal.accounts.views.side import Side, open_to
from portal.infra.access import public

_BOTH = ["GET", "POST"]


def hang_pages(bp: Blueprint, side: Side) -> None:
    """Hang in every shared page, each with who may open it."""
    bp.record(lambda state: hang_the_door(state.app))
    bp.app_context_processor(frame)
    _for_everybody(bp)
    inside, fresh = open_to(*side.roles), open_to(*side.roles, fresh=True)
    bp.add_url_rule("/sign-out", "sign_out_action", inside(signing_in.sign_out_action), methods=["POST"])
    bp.add_url_rule("/confirm", "confirm_page", inside(own.confirm_page), methods=_BOTH)
    bp.add_url_rule("/account", "own_page", inside(own.own_page))
    bp.add_url_rule(
        "/account/sign-ins/<int:number>/end", "end_one_action", inside(own.end_one_action), methods=["POST"]
    )
    bp.add_url_rule(
        "/account/sign-ins/end-others", "end_others_action", inside(own.end_others_action), methods=["POST"]
    )
    bp.add_url_rule("/account/password", "own_password", fresh(passwords.own_password_page), methods=_BOTH)
    bp.add_url_rule(
        "/account/second-factor", "own_enrolment", fresh(second_factor.own_enrolment), methods=_BOTH
    )
    bp.add_url_rule(
        "/account/recovery-codes",
        "new_codes_action",
        fresh(second_factor.new_codes_action),
        methods=["POST"],
    )


def _for_everybody(bp: Blueprint) -> None:
    """Hang in the pages on the way in: who opens them is nobody yet."""
    bp.add_url_rule("/sign-in", "sign_in_page", public(signing_in.sign_in_page), methods=_BOTH)
    bp.add_url_rule("/sign-in/code", "code_page", public(signing_in.code_page), methods=_BOTH)
    bp.add_url_rule(
        "/sign-in/second-factor", "first_enrolment", public(second_factor.first_enrolment), methods=_BOTH
    )
    bp.add_url_rule("/forgotten-password", "forgotten_page", public(passwords.forgotten_page), methods=_BOTH)
    bp.add_url_rule("/forgotten-password/sent", "link_sent", public(passwords.link_sent))
    bp.add_url_rule(
        "/new-password/<token>", "new_password", public(passwords.new_password_page), methods=_BOTH
    )
