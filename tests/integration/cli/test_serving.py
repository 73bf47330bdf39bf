"""Starting the processes, and what is said when they cannot start."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from portal.settings import PROJECT
from tests.conftest import Prepared
from tests.support_mail import free_port


def _serve(instance: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal.cli", "serve", *words]
    settings = {"PORTAL_INSTANCE": str(instance), **environment}
    return subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **settings}, capture_output=True, text=True, timeout=60
    )


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    port = free_port(and_the_next=1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        told = _serve(tmp_path, "--port", str(port))
    assert told.returncode == 1
    assert told.stderr == f"Error: port {port} is in use; stop what listens there, or: make run PORT=8123\n"
    assert list(tmp_path.iterdir()) == []


def test_the_port_after_it_in_use_is_named_too(tmp_path: Path) -> None:
    port = free_port(and_the_next=1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 1))
        taken.listen()
        told = _serve(tmp_path, "--port", str(port))
    assert told.returncode == 1
    assert f"port {port + 1} is in use" in told.stderr


def test_broken_content_stops_the_start_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "council.yaml").write_text("name: [\n")
    told = _serve(
        tmp_path, "--port", str(free_port(and_the_next=1)), PORTAL_CONTENT=str(tmp_path / "content")
    )
    assert told.returncode == 1
    assert told.stderr.startswith(f"Error: {tmp_path / 'content' / 'council.yaml'}:")
    assert told.stderr.count("\n") == 1


def _family_process(prepared: Prepared, folder: Path, port: int) -> "subprocess.Popen[bytes]":
    settings = {
        "PORTAL_INSTANCE": str(folder),
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / prepared.database}",
        "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    command = [sys.executable, "-m", "portal.cli", "serve", "--face", "public"]
    return subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **settings})


def _wait_until_it_answers(port: int) -> None:
    for _try in range(600):
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                assert answer.status == 200
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("no process answers")


@contextmanager
def _family_processes(
    prepared: Prepared, tmp_path: Path, count: int
) -> Iterator[tuple[int, list[subprocess.Popen[bytes]]]]:
    """Start so many processes for families at one port, and end them."""
    folder = tmp_path / "instance"
    shutil.copytree(prepared.folder, folder)
    port = free_port(and_the_next=1)
    processes = [_family_process(prepared, folder, port) for _number in range(count)]
    try:
        _wait_until_it_answers(port)
        yield port, processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_families_are_served_while_one_of_their_processes_is_gone(
    prepared_sqlite: Prepared, tmp_path: Path
) -> None:
    with _family_processes(prepared_sqlite, tmp_path, 2) as (port, (first, second)):
        first.kill()
        first.wait()
        _wait_until_it_answers(port)
        assert second.poll() is None


def test_two_requests_in_one_packet_get_two_answers_in_order(
    prepared_sqlite: Prepared, tmp_path: Path
) -> None:
    with _family_processes(prepared_sqlite, tmp_path, 1) as (port, _processes):
        host = f"Host: 127.0.0.1:{port}\r\n"
        requests = (
            f"GET /activities HTTP/1.1\r\n{host}\r\nGET /healthz HTTP/1.1\r\n{host}Connection: close\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
            client.sendall(requests.encode())
            answers = b"".join(iter(lambda: client.recv(65_536), b"")).split(b"HTTP/1.1 200 OK\r\n")
    assert len(answers) == 3
    assert answers[1].rstrip().endswith(b"</html>")
    assert b"text/html" not in answers[2]
