"""Statements that are sent without waiting for their answers: what is said next learns whether they held."""

from collections.abc import Iterator, Sequence

from psycopg import OperationalError
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult

HELD = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})

UNHEARD_MAX = 32
"""So many answers wait at most: a server that cannot get rid of its answers reads nothing more, and both would wait."""


class Posted:
    """What one connection has sent and not heard of yet, in libpq's pipeline mode.

    The server works on it while the process goes on. Nothing else may be sent before ``settle``.
    """

    def __init__(self, pgconn: PGconn) -> None:
        """Begin with nothing sent."""
        self._pgconn = pgconn
        self._unheard = 0

    def __bool__(self) -> bool:
        """Tell whether answers are still to come."""
        return self._unheard > 0

    def send(self, name: bytes, values: Sequence[bytes | None], formats: Sequence[Format]) -> None:
        """Send a statement that is prepared on this connection. Raises what ``settle`` raises."""
        if self._unheard >= UNHEARD_MAX:
            self.settle()
        if not self._unheard:
            self._pgconn.enter_pipeline_mode()
        self._pgconn.send_query_prepared(name, values, formats)
        self._sent()

    def send_text(self, message: bytes) -> None:
        """Send a statement of our own text behind what was sent."""
        self._pgconn.send_query_params(message, None)
        self._sent()

    def settle(self) -> None:
        """Wait for all answers. Raises the error of the first that did not hold."""
        if not self._unheard:
            return
        failed = self.drained()
        if failed is not None:
            raise error_from_result(failed)

    def drained(self) -> PGresult | None:
        """Wait for all answers; return the first that did not hold. Raises OperationalError when the server is gone."""
        failed = [one for one in self._answers() if one.status not in HELD]
        if self._pgconn.status != ConnStatus.OK:
            raise OperationalError("The connection was lost before the server answered.")
        if self._pgconn.pipeline_status:
            self._pgconn.exit_pipeline_mode()
        return failed[0] if failed else None

    def _sent(self) -> None:
        # With a sync of its own each is a statement like any other: what follows one that failed fails by itself.
        self._pgconn.pipeline_sync()
        self._unheard += 1

    def _answers(self) -> Iterator[PGresult]:
        while self._unheard and self._pgconn.status == ConnStatus.OK:
            answer = self._pgconn.get_result()
            if answer is not None and answer.status == ExecStatus.PIPELINE_SYNC:
                self._unheard -= 1
            elif answer is not None:
                yield answer
        self._unheard = 0
