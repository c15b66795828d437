"""Statements that are sent without waiting for their answers: what is said next learns whether they held."""

from collections import deque
from collections.abc import Iterator, Sequence

from psycopg import Error, OperationalError
from psycopg.errors import InFailedSqlTransaction, error_from_result
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult

HELD = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})

UNHEARD_MAX = 32
"""So many answers wait at most: a server that cannot get rid of its answers reads nothing more, and both would wait."""


_LOST = "The connection was lost before the server answered."


class Told:
    """What the server answers to something that was posted: None until it was heard, and for good if it is gone."""

    __slots__ = ("answer",)

    def __init__(self) -> None:
        self.answer: PGresult | None = None

    def heard(self) -> PGresult:
        """Return what was heard. Raises its error, or OperationalError when the server was gone before."""
        if self.answer is None:
            raise OperationalError(_LOST)
        return required(self.answer)


class Posted:
    """What one connection has sent and not heard of yet, in libpq's pipeline mode.

    The server works on it while the process goes on. Nothing else may be sent before ``settle``.
    """

    def __init__(self, pgconn: PGconn) -> None:
        """Begin with nothing sent."""
        self._pgconn = pgconn
        self._unheard: deque[Told] = deque()

    def __bool__(self) -> bool:
        """Tell whether answers are still to come."""
        return bool(self._unheard)

    def send(
        self, name: bytes, values: Sequence[bytes | None], formats: Sequence[Format], *, begins: bool = False
    ) -> Told:
        """Send a statement that is prepared on this connection, behind BEGIN if a transaction ``begins`` with it.

        Returns where its answer will stand. Raises what ``settle`` raises.
        """
        if len(self._unheard) >= UNHEARD_MAX:
            self.settle()
        if not self._unheard:
            self._pgconn.enter_pipeline_mode()
        if begins:
            self._pgconn.send_query_params(b"BEGIN", None)
        self._pgconn.send_query_prepared(name, values, formats)
        return self._sent()

    def send_text(self, message: bytes) -> Told:
        """Send a statement of our own text behind what was sent; return where its answer will stand."""
        self._pgconn.send_query_params(message, None)
        return self._sent()

    def settle(self) -> None:
        """Wait for all answers. Raises the error of the first that did not hold."""
        if not self._unheard:
            return
        failed = self.drained()
        if failed is not None:
            raise _error(failed)

    def drained(self) -> PGresult | None:
        """Wait for all answers; return the first that did not hold. Raises OperationalError when the server is gone."""
        failed = [one for one in self._answers() if one.status not in HELD]
        if self._pgconn.status != ConnStatus.OK:
            raise OperationalError(_LOST)
        if self._pgconn.pipeline_status:
            self._pgconn.exit_pipeline_mode()
        return failed[0] if failed else None

    def _sent(self) -> Told:
        # With a sync of its own each is a statement like any other: what follows one that failed fails by itself.
        self._pgconn.pipeline_sync()
        told = Told()
        self._unheard.append(told)
        return told

    def _answers(self) -> Iterator[PGresult]:
        while self._unheard and self._pgconn.status == ConnStatus.OK:
            answer = self._pgconn.get_result()
            if answer is not None and answer.status == ExecStatus.PIPELINE_SYNC:
                self._unheard.popleft()
            elif answer is not None:
                self._unheard[0].answer = answer
                yield answer
        self._unheard.clear()


def required(answer: PGresult) -> PGresult:
    """Return an answer to what held; raise the error of any other."""
    if answer.status not in HELD:
        raise _error(answer)
    return answer


def committed(answer: PGresult) -> None:
    """Raise an error unless a COMMIT did commit: of a transaction with an error in it, it rolls back and says so."""
    if required(answer).command_status == b"ROLLBACK":
        raise InFailedSqlTransaction("The transaction was rolled back: an error in it was passed over.")


def _error(answer: PGresult) -> Error:
    # Without a code it is not the server who says so, but libpq, which lost it.
    if answer.error_field(DiagnosticField.SQLSTATE) is None:
        return OperationalError(answer.get_error_message())
    return error_from_result(answer)
