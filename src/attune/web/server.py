"""The servers in front of the two kinds of process: granian over WSGI for pages, over ASGI for the websocket."""

import os
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

PAGES, WEBSOCKET = "attune.web.wsgi:application", "attune.web.asgi:application"


def web_server(*, host: str, port: int, processes: int = 1, application: str = PAGES) -> AbstractServer[Any]:
    """Return a server of a WSGI application (``module:name``); its ``serve`` runs until SIGTERM.

    Requests under way are finished. ATTUNE_WEB_THREADS says how many run at once in a process.
    """
    return Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=int(os.environ.get("ATTUNE_WEB_THREADS", "4")),
        workers_kill_timeout=10,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )


def websocket_server(*, host: str, port: int, processes: int = 1) -> AbstractServer[Any]:
    """Return the server that keeps pages up to date; its ``serve`` runs until SIGTERM."""
    return Granian(
        WEBSOCKET,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes,
        workers_kill_timeout=10,
        websockets=True,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
