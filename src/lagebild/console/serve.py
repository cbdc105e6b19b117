"""Starts the server of a ledger: who may ask it, where it listens, what it says at the terminal."""

from __future__ import annotations

import logging
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from lagebild import settings
from lagebild.console.messages import line, plain
from lagebild.errors import UsageError
from lagebild.ledger import open_ledger
from lagebild.ledger.store import is_address, without_password
from lagebild.views.web.security import LOOPBACK, Rules, is_loopback

_SHORTEST = 8  # signs of a password
_BACKLOG = 128
#: Processes that draw, where their number is not given: each takes the memory of the program.
MOST_PROCESSES = 4


@dataclass(frozen=True, slots=True)
class Options:
    """Where to listen, which names to answer to, and where the password stands; whether pages can be added.

    With `public` visitors read and comment, and nothing else. `processes` so many draw pages; None for one a core.
    """

    host: str
    port: int
    names: tuple[str, ...] = ()
    password_file: Path | None = None
    adds: bool = True
    public: bool = False
    processes: int | None = None


def run(place: str, options: Options, *, ui: str) -> None:
    """Serves a ledger until it is interrupted; raises UsageError and LedgerError before it begins."""
    import uvicorn

    from lagebild.views.web.app import make_app

    rules = rules_of(options)
    open_ledger(place, create=False, only_read=True).close()  # what is wrong with it is told now
    name = without_password(place) if is_address(place) else Path(place).name
    listening = listen(options.host, options.port)
    _say_errors()
    processes = _cores() if options.processes is None else options.processes
    app = make_app(
        place, rules=rules, ui=ui, name=name, processes=processes, adding=options.adds, public=options.public
    )
    config = uvicorn.Config(
        app, log_config=None, log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        lifespan="on", timeout_keep_alive=15, limit_concurrency=200, timeout_graceful_shutdown=3,
    )  # fmt: skip
    shown = f"{plain(name)} is open to read and comment" if options.public else f"{plain(name)} is open"
    print(line(f"{shown} at {address_of(listening)} (Ctrl-C ends it)"), file=sys.stderr, flush=True)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # the way to end it
    finally:
        listening.close()


def rules_of(options: Options) -> Rules:
    """Who may ask; raises UsageError where others could and no password is set."""
    password = _password(options.password_file)
    host = options.host.strip("[]")
    if password is None and not is_loopback(host):
        raise UsageError(
            f"{options.host} can be asked from other machines: set a password with --password-file FILE or"
            " LAGEBILD_PASSWORD, or leave --host out"
        )
    own = () if host in ("0.0.0.0", "::", "") else (f"[{host}]" if ":" in host else host.lower(),)
    return Rules(frozenset((*LOOPBACK, *own, *(name.lower() for name in options.names))), password)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; raises UsageError where the port is taken or the host is none of this machine."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        # Said to be TCP: only then asyncio sends small packets at once, and no answer waits 40 ms for its reader.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{host} is no address that can be listened at: {error}") from error
    try:
        if sys.platform != "win32":  # there it would take a port from another program
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{host}, port {port}: {why}; choose another one with --port, or 0 for any") from error
    return listening


def address_of(listening: socket.socket) -> str:
    """The address to open."""
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def _cores() -> int:
    """So many processes as draw pages at once: one a core, none where there is one core alone."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # systems on which a process is bound to no cores
        cores = os.cpu_count() or 1
    return min(cores, MOST_PROCESSES) if cores > 1 else 0


def _password(file: Path | None) -> str | None:
    if file is None:
        password = settings.text("password")
        if not password:
            return None
    else:
        try:
            password = (file.read_text(encoding="utf-8").splitlines() or [""])[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(password) < _SHORTEST:
        raise UsageError(f"the password has fewer than {_SHORTEST} signs; take a longer one")
    return password


def _say_errors() -> None:
    """What goes wrong in the server is one line each at the terminal."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("lagebild: %(message)s"))
    for name in ("lagebild.web", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
