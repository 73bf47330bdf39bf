"""Starting the processes: some for families, one for staff, one worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
import waitress
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

from portal.app import create_public_app, create_staff_app
from portal.cli.preparing import SAMPLE_EMAIL, prepare_machine
from portal.core.errors import PortalError
from portal.infra.logs import start_logging
from portal.settings import Face, Settings
from portal.worker import work

_STOP_SECONDS = 10
Running = Sequence[tuple[Face, subprocess.Popen[bytes]]]


class PortInUseError(PortalError):
    """Another program listens where a face should."""


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65_534),
    help="Families here, staff on the next port (this machine only).",
)
@click.option("--face", type=click.Choice([face.value for face in Face]), help="Run one process only.")
@click.option("--no-prepare", is_flag=True, help="Do not make keys, migrate or load sample data first.")
def serve(port: int | None, face: str | None, no_prepare: bool) -> None:
    """Serve families, staff and the worker until stopped, after making the machine ready."""
    if port is not None:
        os.environ["PORTAL_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
        os.environ["PORTAL_STAFF_URL"] = f"http://localhost:{port + 1}"
    if face is not None:
        _run(Face(face))
        return
    faces = tuple(Settings.from_environment(face) for face in (Face.PUBLIC, Face.STAFF))
    for settings in faces:
        _check_free(settings)
    password = None if no_prepare else prepare_machine()
    with _processes(faces[0].public_processes) as running:
        for settings in faces:
            _wait_until_up(settings, running)
        _announce(faces[0], password)
        _wait_for_end(running)


def _run(face: Face) -> None:
    """Run one process in this one."""
    settings = Settings.from_environment(face)
    start_logging(settings.log_level)
    if face is Face.WORKER:
        work(settings)
        return
    app = create_staff_app(settings) if face is Face.STAFF else create_public_app(settings)
    listen(app, settings)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress brings no types.
    """A connection that the listening thread leaves alone while the thread of an answer sends on it.

    Else the listening thread finds it writable and locked, and asks again without a pause, tens of thousands of times
    a second. That halved how many requests a process could answer.
    """

    def writable(self) -> bool:
        """Tell whether the listening thread has something to send; it is woken again when an answer is made."""
        if self.requests and not self.will_close and not self.close_when_flushed:
            if not self.outbuf_lock.acquire(blocking=False):
                return False
            self.outbuf_lock.release()
        return bool(super().writable())


def listen(app: Flask, settings: Settings) -> None:
    """Listen with the limits that keep slow and large requests from taking the site down."""
    TcpWSGIServer.channel_class = _Channel
    proxy = {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": {"x-forwarded-for"}}
    waitress.serve(
        app,
        **_where(settings),
        threads=16,
        connection_limit=1000,
        channel_timeout=30,
        # Larger than the app's own limit, so that its page in words is shown and not the server's.
        max_request_body_size=1_048_576,
        max_request_header_size=16_384,
        ident=None,
        clear_untrusted_proxy_headers=True,
        **(proxy if settings.trusted_proxy else {}),
    )


def _where(settings: Settings) -> dict[str, Any]:
    """Give where to listen: each process of the family face takes connections at the same port, in its own socket."""
    host, port = settings.listen
    if settings.face is not Face.PUBLIC or settings.public_processes == 1:
        return {"host": host, "port": port}
    places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return {"sockets": [_shared(family, address) for family, _kind, _protocol, _name, address in places]}


def _shared(family: socket.AddressFamily, address: Any) -> socket.socket:
    held = socket.socket(family, socket.SOCK_STREAM)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if family is socket.AF_INET6:
        held.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    held.bind(address)
    return held


def _check_free(settings: Settings) -> None:
    host, port = settings.listen
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as error:
            raise PortInUseError(
                f"port {port} is in use; stop what listens there, or: make run PORT=8123"
            ) from error


@contextmanager
def _processes(public: int) -> Iterator[Running]:
    """Start so many processes for families, one for staff and the worker, and end them together."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    command = [sys.executable, "-m", "portal.cli", "serve", "--face"]
    # All processes write to one screen here, so only what needs attention is shown.
    quiet = {"PORTAL_LOG_LEVEL": "WARNING", **os.environ}
    faces = (*[Face.PUBLIC] * public, Face.STAFF, Face.WORKER)
    running = [(face, subprocess.Popen([*command, face.value], env=quiet)) for face in faces]  # noqa: S603  # Our own command.
    try:
        yield running
    finally:
        for _face, process in running:
            process.terminate()
        for _face, process in running:
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_up(settings: Settings, running: Running) -> None:
    for _try in range(600):
        if any(process.poll() is not None for _face, process in running):
            raise PortalError("a process did not start; its message stands above")
        try:
            socket.create_connection(settings.listen, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise PortalError(f"{settings.face_url} does not answer after a minute")


def _announce(settings: Settings, password: str | None) -> None:
    click.echo(f"Families: {settings.public_url}")
    click.echo(f"Staff:    {settings.staff_url}")
    click.echo(f"Messages: {settings.instance / 'mail'}")
    if password:
        click.echo(f"Sign in as {SAMPLE_EMAIL} with the password {password} (shown once)")
        click.echo("  lost it? .venv/bin/portal user password " + SAMPLE_EMAIL)
    click.echo("Press Ctrl+C to stop.")


def _wait_for_end(running: Running) -> None:
    """Wait until somebody stops us; a process that dies takes the others with it, so that nobody waits in vain."""
    try:
        while True:
            for face, process in running:
                if process.poll() is not None:
                    raise PortalError(f"the {face} process ended; its message stands above")
            time.sleep(0.5)
    except KeyboardInterrupt:
        click.echo("Stopped.")
