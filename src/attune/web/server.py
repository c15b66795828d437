"""The HTTP server in front of the web process: granian over WSGI, with the product's own settings."""

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def web_server(application: str, *, host: str, port: int, processes: int = 1) -> Granian:
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
