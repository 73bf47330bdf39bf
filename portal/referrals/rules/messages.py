"""The kinds of messages about a request; the portal does not start when content/messages.yaml lacks one."""

RECEIVED = "referral_received"
DECIDED = "referral_decided"
MORE_INFORMATION = "referral_more_information"
WITHDRAWN = "referral_withdrawn"
PLACE_OFFERED = "place_offered"
PLACE_OFFER_REMINDER = "place_offer_reminder"
PLACE_OFFER_LAPSED = "place_offer_lapsed"
WAITING_LIST_JOINED = "waiting_list_joined"
STEP_UP_AGREED = "step_up_agreed"
CONTACT_CHANGED = "contact_changed"
LINK_DRAFT, LINK_STATUS = "link_draft", "link_status"

MESSAGE_KINDS = frozenset(
    {
        RECEIVED,
        DECIDED,
        MORE_INFORMATION,
        WITHDRAWN,
        PLACE_OFFERED,
        PLACE_OFFER_REMINDER,
        PLACE_OFFER_LAPSED,
        WAITING_LIST_JOINED,
        STEP_UP_AGREED,
        CONTACT_CHANGED,
        LINK_DRAFT,
        LINK_STATUS,
    }
)
