"""Open the port, and serve every client that comes."""

import asyncio
import errno
import signal
import socket
from asyncio import StreamReader, StreamWriter

from attune.demo.errors import PORT_MAX, NoSuchPort, PortNotAllowed, PortTaken
from attune.demo.front_door.visit import HEAD_BYTES_MAX, Ports, Visit

STOP_SECONDS_MAX = 3.0
CONNECTIONS_WAITING_MAX = 256
SWITCHED_OFF = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


def listening_sockets(port: int, *, host: str = "localhost") -> list[socket.socket]:
    """Open the port on every address of a host: `localhost` is one of two families and a browser picks.

    Raises PortTaken and PortNotAllowed.
    """
    found: list[socket.socket] = []
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, kind, protocol, _, address in dict.fromkeys(addresses):
        try:
            found.append(_listener(family, kind, protocol, address))
        except OSError as error:
            # The name may have an address of a family that this machine has switched off.
            if error.errno in SWITCHED_OFF and len(addresses) > 1:
                continue
            for other in found:
                other.close()
            raise _refusal(port, error) from error
    return found


def _listener(family: int, kind: int, protocol: int, address: tuple[object, ...]) -> socket.socket:
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
        listener.listen(CONNECTIONS_WAITING_MAX)
    except OSError:
        listener.close()
        raise
    return listener


def refuse_taken_port(port: int, *, host: str = "localhost") -> None:
    """Refuse early, before anything was prepared, a port that cannot be opened.

    Raises NoSuchPort, PortTaken and PortNotAllowed.
    """
    # The system would take the number's last sixteen bits and open another port.
    if not 1 <= port <= PORT_MAX:
        raise NoSuchPort(port)
    for listener in listening_sockets(port, host=host):
        listener.close()


def _refusal(port: int, error: OSError) -> Exception:
    if error.errno == errno.EADDRINUSE:
        return PortTaken(port)
    return PortNotAllowed(port) if error.errno in {errno.EACCES, errno.EPERM} else error


async def serve(listeners: list[socket.socket], ports: Ports, *, stop: asyncio.Event) -> None:
    """Serve until `stop` is set; what is under way then has a moment to end."""
    visits: dict[asyncio.Task[None], Visit] = {}

    async def on_connection(reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        visits[task] = Visit(reader, writer, ports)
        try:
            await visits[task].serve(stop)
        finally:
            del visits[task]

    servers = [await asyncio.start_server(on_connection, sock=listener, limit=HEAD_BYTES_MAX) for listener in listeners]
    await stop.wait()
    for server in servers:
        server.close()
    busy = [task for task, visit in visits.items() if not visit.is_idle]
    if busy:
        await asyncio.wait(busy, timeout=STOP_SECONDS_MAX)
    for visit in visits.values():
        visit.end()
    await asyncio.gather(*visits, return_exceptions=True)


async def serve_until_signal(listeners: list[socket.socket], ports: Ports) -> None:
    """Serve until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(listeners, ports, stop=stop)
