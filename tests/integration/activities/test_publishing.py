"""The sample activities are published once, and each change moves the directory's number."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.activities.content import SampleActivities
from portal.activities.queries import activity_page, current_revision
from portal.activities.services import publish_listings, publish_sample
from portal.activities.services.sample import listing_of
from portal.cli.preparing import load_pack
from portal.core.errors import NotFoundError
from portal.infra.clock import now
from portal.infra.content_pack import ContentPack
from portal.places.rules import Places
from portal.settings import PROJECT
from tests.installation import Installation


@pytest.fixture(scope="module")
def samples() -> ContentPack:
    return load_pack(PROJECT / "content", samples=True)


def test_publishing_the_sample_again_changes_nothing(
    installation: Installation, samples: ContentPack
) -> None:
    before = installation.rows()
    with installation.database.unit_of_work() as session:
        report = publish_sample(session, pack=samples, now=now() + timedelta(days=1))
    assert (report.new, report.changed) == (0, 0)
    assert report.unchanged == len(samples.of(SampleActivities).activities)
    assert installation.rows() == before


def test_a_change_replaces_every_part_and_is_in_the_trail(
    installation: Installation, samples: ContentPack
) -> None:
    listing = listing_of(samples.of(SampleActivities).activities[0], samples.of(Places))
    changed = replace(listing, name="Another name", types=("dance",), access={"lift": "yes"}, sessions=())
    trail = installation.row_counts()["audit_event"]
    with installation.database.unit_of_work() as session:
        before = current_revision(session).number
        report = publish_listings(session, [changed], now=now(), actor="test")
    assert (report.new, report.changed, report.unchanged) == (0, 1, 0)
    with installation.database.reading() as session:
        page = activity_page(session, listing.slug)
        assert current_revision(session).number == before + 1
    assert (page.listing.name, page.listing.types, page.listing.sessions) == ("Another name", ("dance",), ())
    assert dict(page.listing.access) == {"lift": "yes"}
    assert installation.row_counts()["audit_event"] == trail + 1


def test_what_was_published_is_read_back_whole(installation: Installation, samples: ContentPack) -> None:
    with installation.database.reading() as session:
        for activity in samples.of(SampleActivities).activities:
            listing = listing_of(activity, samples.of(Places))
            page = activity_page(session, activity.slug)
            known = {code: answer for code, answer in listing.access.items() if answer != "not_known"}
            expected = replace(
                listing,
                types=tuple(sorted(listing.types)),
                suits=tuple(sorted(listing.suits)),
                funding=tuple(sorted(listing.funding)),
                languages=tuple(sorted(listing.languages)),
                access=known,
            )
            assert replace(page.listing, access=dict(page.listing.access)) == expected
            assert page.provider is not None


def test_there_is_no_page_of_what_is_not_published(installation: Installation) -> None:
    with installation.database.reading() as session, pytest.raises(NotFoundError):
        activity_page(session, "no-such-activity")
