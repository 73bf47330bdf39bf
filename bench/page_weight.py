"""Kilobytes of a first visit, heads of the answers included, as the shipped server sends them."""

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape

from bench.figures import figure

_ASSETS = re.compile(rb'<(?:link|img|script|use|source)\b[^>]*?(?:href|src)="([^"]+)"')
_STYLES = re.compile(rb'<link rel="stylesheet" href="([^"]+)"')
_SECONDS_TO_START = 60


def main(_arguments: Sequence[str] = ()) -> None:
    """Measure and print."""
    with _server() as port:
        home, home_size = _fetched(port, "/")
        assets = {unescape(address.decode()).split("#")[0] for address in _ASSETS.findall(home)}
        first_visit = home_size + sum(_fetched(port, address)[1] for address in sorted(assets))
        search, search_size = _fetched(port, "/activities")
        styles = {unescape(address.decode()) for address in _STYLES.findall(search)}
        one_trip = search_size + sum(_fetched(port, address)[1] for address in sorted(styles))
    figure("page-weight.home-first-visit", first_visit / 1000, "kB", "<= 40")
    figure("page-weight.home-requests", 1 + len(assets), "requests", "<= 6")
    figure("page-weight.search-html-and-css", one_trip / 1000, "kB", "<= 14.6")


@contextmanager
def _server() -> Iterator[int]:
    """Serve the sample content as `make run` does, from an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = os.environ | {
            "PORTAL_INSTANCE": folder,
            "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "PORTAL_LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", "portal.cli"]
        subprocess.run([*command, "prepare"], env=environment, check=True, stdout=subprocess.DEVNULL)
        process = subprocess.Popen([*command, "serve", "--face", "public"], env=environment)
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    for _try in range(_SECONDS_TO_START * 10):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def _fetched(port: int, address: str) -> tuple[bytes, int]:
    """Give the content of an answer, and how many bytes came with its head."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", address, headers={"Accept-Encoding": "gzip", "Accept-Language": "en-GB"})
    answer = connection.getresponse()
    content = answer.read()
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + 19
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    sent = len(content) + head
    if answer.getheader("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return content, sent
