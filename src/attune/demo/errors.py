"""Why the demo cannot start or go on, one line each."""

from collections.abc import Sequence

PORT_MAX = 65535


class DemoError(Exception):
    """The base of this package's refusals; its text is fit for a terminal."""


class PortTaken(DemoError):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port

    def __str__(self) -> str:
        return f"Port {self.port} is taken by another program. Choose another: make demo EDITION=… PORT={self.port + 1}"


class NoSuchPort(DemoError):
    """The number is none that a port can have."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port

    def __str__(self) -> str:
        return f"There is no port {self.port}. Choose one from 1024 to {PORT_MAX}."


class PortNotAllowed(DemoError):
    """The system does not let this account listen on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port

    def __str__(self) -> str:
        return f"Port {self.port} is not open to this account. Choose one above 1023."


class ProgramMissing(DemoError):
    """A process could not be started at all."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"The {self.name} process could not be started: {self.reason}."


class ChildDied(DemoError):
    """A process ended that should have gone on."""

    def __init__(self, name: str, exit_code: int, last_lines: Sequence[str]) -> None:
        super().__init__(name, exit_code, tuple(last_lines))
        self.name = name
        self.exit_code = exit_code
        self.last_lines = tuple(last_lines)

    def __str__(self) -> str:
        how = f"by signal {-self.exit_code}" if self.exit_code < 0 else f"with exit code {self.exit_code}"
        told = "".join(f"\n    {line}" for line in self.last_lines)
        return f"The {self.name} process ended {how}.{' Its last lines:' if told else ''}{told}"


class NotReadyInTime(DemoError):
    """What should have become ready did not."""

    def __init__(self, awaited: str, seconds: float) -> None:
        super().__init__(awaited, seconds)
        self.awaited = awaited
        self.seconds = seconds

    def __str__(self) -> str:
        return f"{self.awaited} was not ready after {self.seconds:.0f} seconds."
