"""The asynchronous engine: gevent, or eventlet. Nothing else knows which.

`patch()` must run before anything else is imported, so that sockets, locks and threads of the standard library are the
engine's own from the start.
"""

import contextlib
import gc
import os
import socket as sockets
import sys
import threading
import warnings
from collections.abc import Callable, Iterable
from typing import Any


def patch() -> str:
    """Makes the standard library cooperative; returns the engine's name."""
    name = os.environ.get("WORKSHOP_ASYNC", "gevent")
    if name == "eventlet":
        with warnings.catch_warnings():
            # It says of itself that it grows old; standard error is for what one can act on.
            warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
            import eventlet

        eventlet.monkey_patch()
    else:
        from gevent import monkey

        monkey.patch_all()
    return name


def patched() -> str | None:
    """Which engine this process runs on, if any."""
    for name in ("gevent", "eventlet"):
        module = sys.modules.get("gevent.monkey" if name == "gevent" else "eventlet.patcher")
        if module and module.is_module_patched("socket") if name == "gevent" else module and module.is_monkey_patched("socket"):
            return name
    return None


# --- the socket under a request


def socket_of(environ: dict[str, Any]) -> Any:
    """The socket that a request came by, as cooperative as the engine makes it."""
    beneath = environ.get("eventlet.input")
    body = environ["wsgi.input"]
    found = beneath.get_socket() if beneath else getattr(body, "rfile", body).raw._sock
    with contextlib.suppress(OSError):
        found.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)
    return found


def send_now(socket: Any, data: bytes) -> int:
    """Writes what the socket takes without waiting; returns how many bytes that were. Raises OSError when it is gone."""
    raw = getattr(socket, "_sock", None) or getattr(socket, "fd", None) or socket
    try:
        return int(raw.send(data, getattr(sockets, "MSG_DONTWAIT", 0)))
    except BlockingIOError:
        return 0


def already_handled() -> Iterable[bytes]:
    """What an application returns that has spoken with the socket itself."""
    if patched() == "eventlet":
        from eventlet import wsgi

        wsgi.WSGI_LOCAL.already_handled = True
    return iter(())


BACKLOG = 4096
"""A hall joins within seconds: the listen backlog must hold it (measured: 1.5 s for 2,000 instead of 2.6–8.5 s)."""
MOST_CONNECTIONS = 100_000


class Server:
    """The listening server; `serve` returns after `stop`."""

    def __init__(self, host: str, port: int, application: Callable[..., Any]) -> None:
        self.name, self.application = patched() or "gevent", application
        self.stopped = threading.Event()
        if self.name == "eventlet":
            import eventlet

            self.socket = eventlet.listen((host, port), backlog=BACKLOG, reuse_port=False)
        else:
            from gevent import socket
            from gevent.pywsgi import WSGIServer

            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self.socket = socket.socket(family, socket.SOCK_STREAM)
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.socket.bind((host, port))
            self.socket.listen(BACKLOG)
            self.server = WSGIServer(self.socket, application, log=None, error_log=None)

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return self.socket.getsockname()[1]

    def serve(self) -> None:
        """Answers until stopped."""
        if self.name == "eventlet":
            import eventlet
            import eventlet.wsgi

            # Without max_size the 1,025th connection would hang. Closing the socket does not wake eventlet's accept,
            # so it runs beside, and ends with the process.
            options = {"log_output": False, "max_size": MOST_CONNECTIONS}
            eventlet.spawn(eventlet.wsgi.server, self.socket, self.application, **options)
            self.stopped.wait()
        else:
            self.server.serve_forever()

    def stop(self) -> None:
        """Takes no new connections and lets `serve` return."""
        self.stopped.set()
        if self.name != "eventlet":
            self.server.stop(timeout=2)


# --- what a hall asks of the system

ENOUGH_FILES = 2048
"""File handles for a room of three hundred, each with a page load beside its socket, and the rest of the program."""


def enough_files() -> str | None:
    """Raises the limit of file handles as far as it goes; a sentence when that is too little for a room."""
    try:
        import resource
    except ImportError:
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, 65536) if hard != resource.RLIM_INFINITY else 65536
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    now = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if now >= ENOUGH_FILES:
        return None
    return f"Only {now} file handles: enough for about {max(1, (now - 100) // 3)} phones. Start with `ulimit -n 65536` for more."


def collect_rarely() -> None:
    """Lets Python look through all that lives only when it is told to (`gc.collect`): with a thousand phones that takes an
    eighth of a second, in which nobody is answered. What is young is looked through as ever, and most is freed without."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 100_000)
