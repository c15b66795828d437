"""The edition's stamp in the database: decided once, at install, by somebody, for a reason."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import ProgrammingError, connection
from psycopg.errors import UndefinedTable

EXPLANATION = """\
Attune runs as one of two architectures, and there is no default, because the choice decides who answers for
the records:
  marketplace  independent practices on shared infrastructure: each holds its own records, sets its price, and
               pays a commission or a subscription; structural isolation, continuous credentialing, three APIs.
  clinic       one accountable provider: the company employs its clinicians, holds one unified record, and can
               bill insurance and employers; one API.
Changing it later means moving records, billing, contracts and agreements together."""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """Who decided on the edition, when (UTC) and why."""

    edition: str
    decided_by: str
    decided_at: datetime
    reason: str


class EditionError(Exception):
    """Base of what the stamp refuses."""


class NotInstalled(EditionError):
    """The database carries no stamp yet."""

    def __init__(self) -> None:
        super().__init__("This database has no edition yet. Run: attune install --help")


class AnotherEdition(EditionError):
    """The database was installed as another edition."""

    def __init__(self, record: DecisionRecord, wanted: str) -> None:
        super().__init__(
            f"This database is a {record.edition}, decided by {record.decided_by} on "
            f"{record.decided_at:%B %-d, %Y}: “{record.reason}”. A {wanted} process will not start on it."
        )
        self.record = record
        self.wanted = wanted


def decision_record() -> DecisionRecord:
    """Return the stamp. Raises NotInstalled."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, decided_by, decided_at, reason FROM app.edition")
            row = cursor.fetchone()
    except ProgrammingError as error:
        if isinstance(error.__cause__, UndefinedTable):
            raise NotInstalled from None
        raise
    if row is None:
        raise NotInstalled
    return DecisionRecord(*row)


def stamp_edition(*, decided_by: str, reason: str) -> DecisionRecord:
    """Stamp the running edition into the database and return the record; the first stamp stays.

    Run as the owner. Raises AnotherEdition where the database has another one already.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO app.edition (name, decided_by, reason) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [settings.EDITION, decided_by, reason],
        )
    return require_own_edition()


def require_own_edition() -> DecisionRecord:
    """Return the stamp if it is the running edition's. Raises NotInstalled or AnotherEdition."""
    record = decision_record()
    if record.edition != settings.EDITION:
        raise AnotherEdition(record, settings.EDITION)
    return record
