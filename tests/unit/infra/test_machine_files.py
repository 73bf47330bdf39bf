"""Answers for programs: kept, asked again cheaply, and XML whatever stands in a name."""

import xml.etree.ElementTree as ET

from flask import Flask

from portal.infra.machine_files import machine_file, xml_file

APP = Flask(__name__)


def test_what_has_not_changed_is_not_sent_again() -> None:
    with APP.test_request_context("/"):
        first = machine_file("text", "text/plain", seconds=60)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "public, max-age=60")
    with APP.test_request_context("/", headers={"If-None-Match": first.headers["ETag"]}):
        assert machine_file("text", "text/plain", seconds=60).status_code == 304
        assert machine_file("other text", "text/plain", seconds=60).status_code == 200


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    with APP.test_request_context("/"):
        answer = xml_file(
            "<a>\x00tab\t\x0bbell\x07\ufffe\ud800 ok \U0001f3ca</a>", "application/xml", seconds=1
        )
    assert ET.fromstring(answer.get_data()).text == "tab\tbell ok \U0001f3ca"
