"""Statements a connection keeps prepared: planning one behind the walls takes longer than running it."""

import re
from collections.abc import Sequence

from psycopg._preparing import Prepare, PrepareManager
from psycopg.pq.abc import PGresult

USES_BEFORE = 3
KEPT = 300
_FORGOTTEN = re.compile(rb"^(?:DROP|ALTER|DISCARD ALL|DEALLOCATE ALL)\b")


class KeptStatements(PrepareManager):
    """What psycopg and the backend have prepared on one connection.

    psycopg forgets all of it at each rollback, lest a table that was made in the transaction is asked for
    again. The product makes none, and rolls back whenever somebody is refused: only a change of a table
    forgets here. Tables are changed in migrations, on connections of their own.
    """

    prepare_threshold = USES_BEFORE
    prepared_max = KEPT

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[str, bytes] = {}

    def clear(self) -> bool:
        """Keep everything: psycopg calls this at a rollback."""
        return False

    def _should_discard(self, prep: Prepare, results: Sequence[PGresult], *rest: object) -> bool:
        said = (result.command_status or b"" for result in results)
        if not any(_FORGOTTEN.match(one) for one in said):
            return False
        self.own.clear()
        super().clear()
        self._to_flush.append(None)
        return True
