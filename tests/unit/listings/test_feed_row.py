"""Rows of a feed become listings; what they do not say stays not known."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.ages import AgeRange
from portal.core.tiers import OfferTier
from portal.listings.rules.feed_row import RowError, read_row
from portal.places import content
from portal.settings import PROJECT


def _row(**fields: Any) -> dict[str, Any]:
    return {"id": "x1", "name": "Otters", "description": "<p>We swim.</p>"} | fields


def test_a_bare_row_is_tier_1_and_says_nothing_that_it_does_not_know() -> None:
    listing = read_row(_row()).listing
    assert (listing.tier, listing.name, listing.summary) == (OfferTier.UNIVERSAL, "Otters", "We swim.")
    unknown = (
        listing.ages.is_known,
        listing.delivery,
        listing.cost_type,
        listing.district,
        listing.checked_on,
    )
    assert unknown == (False, None, None, None, None)
    assert (listing.types, listing.suits, dict(listing.access), listing.sessions) == ((), (), {}, ())


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("word", "not an object"),
        (None, "not an object"),
        ([], "not an object"),
        (_row(id=None), "no id"),
        (_row(id=""), "no id"),
        (_row(id=True), "no id"),
        (_row(id={}), "no id"),
        (_row(id="x" * 500), "id is too long"),
        (_row(name=""), "no name"),
        (_row(name=" \u200b "), "no name"),
        (_row(name=None), "no name"),
        (_row(name=5), "name is not text"),
        (_row(description=["x"]), "description is not text"),
        (_row(url={"a": 1}), "url is not text"),
        (_row(status="inactive"), "status is not active"),
        (_row(status=3), "status is not text"),
        (_row(organization="x"), "organization is not an object"),
        (_row(organization={"name": 4}), "name is not text"),
        (_row(eligibilitys="x"), "eligibilitys is not a list"),
        (_row(contacts={"a": 1}), "contacts is not a list"),
    ],
)
def test_a_row_that_cannot_be_published_says_why(value: object, reason: str) -> None:
    with pytest.raises(RowError) as caught:
        read_row(value)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("stated", "ages"),
    [
        ([{"minimum_age": 5, "maximum_age": "11"}], AgeRange(5, 11)),
        ([{"minimum_age": 5}], AgeRange(5, None)),
        ([{"minimum_age": 8, "maximum_age": 10}, {"minimum_age": 5, "maximum_age": 9}], AgeRange(5, 10)),
        ([{"minimum_age": 18, "maximum_age": 5}], AgeRange(None, None)),
        ([{"minimum_age": "old"}, {"maximum_age": 1e300}, {"minimum_age": True}], AgeRange(None, None)),
        ([], AgeRange(None, None)),
    ],
)
def test_ages_are_taken_where_they_make_sense(stated: list[Any], ages: AgeRange) -> None:
    assert read_row(_row(eligibilitys=stated)).listing.ages == ages


@pytest.mark.parametrize(
    ("fields", "kind", "pence"),
    [
        ({"fees": "Free"}, "free", None),
        ({"fees": "£2 each"}, None, None),
        ({"cost_options": [{"amount": 0}]}, "free", None),
        ({"cost_options": [{"amount": 4.5}, {"amount": 9}]}, "fixed_price", 450),
        ({"cost_options": [{"amount": 0, "option": "under 2"}, {"amount": 12.5}]}, "fixed_price", 1250),
        ({"cost_options": [{"amount": 0, "amount_description": "£0.50 each"}]}, None, None),
        ({"fees": "Free", "cost_options": [{"amount": 5}]}, "fixed_price", 500),
        ({"cost_options": [{"amount": "much"}, {"amount": -3}]}, None, None),
        ({"cost_options": [{"amount": "5.00"}]}, "fixed_price", 500),
        ({"cost_options": [{"amount": " £ 7.5"}, {"amount": "9"}]}, "fixed_price", 750),
        ({"cost_options": [{"amount": "0.00"}]}, "free", None),
        ({"cost_options": [{"amount": "5-7"}, {"amount": "1e3"}, {"amount": "nan"}]}, None, None),
        ({"fees": "£2 each", "cost_options": [{"amount": 0}]}, None, None),
    ],
)
def test_costs_are_known_only_when_they_are_stated(
    fields: dict[str, Any], kind: str | None, pence: int | None
) -> None:
    listing = read_row(_row(**fields)).listing
    assert (listing.cost_type, listing.cost_pence) == (kind, pence)


@pytest.mark.parametrize(
    ("options", "fees", "note"),
    [
        ([{"amount": 4}], "", None),
        ([{"amount": 4}, {"amount": 4.0}], "", None),
        ([{"amount": 4}, {"amount": 12.5}], "", "From £4 to £12.50"),
        ([{"amount": 4}, {"amount": 12.5}], "Pay at the door.", "From £4 to £12.50. Pay at the door."),
        (
            [{"amount": 4, "option": "Child"}, {"amount": "12.50", "option": "Adult:"}],
            "",
            "From £4 to £12.50. Child: £4; Adult: £12.50",
        ),
        (
            [{"amount": 0, "option": "Under 2"}, {"amount": 3, "amount_description": "each time"}],
            "",
            "From £0 to £3. Under 2: free; £3 each time",
        ),
        ([{"amount": 40, "amount_description": "a term"}], "", "£40 a term"),
        ([{"amount": 0, "option": "Free"}], "Free.", "Free."),
        ([{"amount": 0, "amount_description": "£0.50 each"}], "", "£0.50 each"),
        ([{"option": "Ask in the shop"}, {"option": None}], "", "Ask in the shop"),
        ([], "Ask us.", "Ask us."),
    ],
)
def test_several_prices_are_all_told(options: list[Any], fees: str, note: str | None) -> None:
    assert read_row(_row(cost_options=options, fees=fees)).listing.cost_note == note


def test_a_place_in_the_council_has_a_district_and_another_has_not() -> None:
    places = content.load(PROJECT / "content")
    address = {"address_1": "1 High Street", "city": "Leominster", "postal_code": "hr68nw"}

    def listing(postcode: str) -> Any:
        location = {"name": "Hall", "physical_addresses": [address | {"postal_code": postcode}]}
        return read_row(_row(service_at_locations=[{"location": location}]), places).listing

    ours, theirs, broken = listing("hr68nw"), listing("BS1 4DJ"), listing("none")
    assert (ours.venue_name, ours.town, ours.postcode, ours.district) == (
        "Hall",
        "Leominster",
        "HR6 8NW",
        "leominster",
    )
    assert (theirs.district, theirs.point is not None) == (None, True)
    assert (broken.postcode, broken.point) == (None, None)


def test_a_broken_address_is_noted_and_the_organisation_helps_out() -> None:
    row = read_row(
        _row(url="Village Hall", organization={"id": "o", "name": "Trust", "url": "trust.example.org"})
    )
    assert row.dropped_address == "Village Hall"
    assert row.listing.website == "https://trust.example.org"
    assert read_row(_row(url="www.x.example.org")).was_repaired
    assert not read_row(_row(url="https://x.example.org")).was_repaired


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(
    ("id", "name", "description", "url", "email", "status", "fees", "organization", "eligibilitys", "contacts",
     "cost_options", "service_at_locations", "regular_schedules", "attending_type")
)  # fmt: skip


@given(st.dictionaries(fields, junk, max_size=6))
def test_any_row_is_read_or_refused_and_nothing_else(row: dict[str, Any]) -> None:
    try:
        listing = read_row({"id": "x", "name": "y"} | row).listing
    except RowError:
        return
    assert listing.name
    assert "\x00" not in listing.name + listing.description_html


def test_an_address_that_says_nothing_does_not_hide_the_next_one() -> None:
    hall = {"name": "Hall", "physical_addresses": [{"address_1": "1 High Street", "city": "Leominster"}]}
    blank = {"name": "", "physical_addresses": [{}, {"city": " ", "postal_code": None}]}
    listing = read_row(_row(service_at_locations=[{"location": blank}, {"location": hall}])).listing
    assert (listing.venue_name, listing.town) == ("Hall", "Leominster")


def test_html_in_a_line_of_text_becomes_words() -> None:
    hall = {"name": "St Mary&#39;s", "physical_addresses": [{"address_1": "<p>1 High&nbsp;Street</p>"}]}
    row = _row(
        name="<b>Mums &amp; tots</b> <3",
        fees="<p>&pound;2 each</p>",
        organization={"id": "o", "name": "Fun &lt;i&gt; &copy"},
        service_at_locations=[{"location": hall}],
    )
    found = read_row(row)
    listing = found.listing
    assert (listing.name, listing.slug, listing.cost_note) == ("Mums & tots <3", "mums-tots-3", "£2 each")
    assert (listing.venue_name, listing.street) == ("St Mary's", "1 High Street")
    assert found.organisation is not None
    assert found.organisation.name == "Fun <i> &copy"
    assert read_row(_row(fees="<p>Free</p>")).listing.cost_type == "free"


def test_a_telephone_that_is_no_text_does_not_hide_the_next_one() -> None:
    phones = [
        {"number": 1632960111},
        {"number": None},
        {"number": ["01632 960113"]},
        {"number": "01632 960112"},
    ]
    assert read_row(_row(contacts=[{"phones": phones}])).listing.phone == "01632 960112"
    assert read_row(_row(contacts=[{"phones": phones[:3]}])).listing.phone is None


@pytest.mark.parametrize("sign", ["?bcc=x", "?", "&cc=x", "%0abcc"])
def test_an_email_address_that_would_add_to_a_message_is_not_taken(sign: str) -> None:
    hidden = f"ann{sign}@x.example.org"
    assert read_row(_row(email=hidden)).listing.email is None
    contact = {"email": "office@x.example.org"}
    assert read_row(_row(email=hidden, contacts=[contact])).listing.email == "office@x.example.org"
