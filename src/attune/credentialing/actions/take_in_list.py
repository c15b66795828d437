"""Taking an exclusion list in: all of it, or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import connection, transaction

from attune.audit.actions.record import record
from attune.credentialing.errors import ListRefused
from attune.credentialing.gateways.leie_file import LeieFile, ListedRow
from attune.credentialing.models import Exclusion, ExclusionList
from attune.credentialing.permissions import TAKE_IN_LISTS
from attune.credentialing.rules.lists import ROWS_MIN, ListKind, ListSize, require_whole
from attune.credentialing.rules.screening import person_name
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now

BATCH = 2_000
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('credentialing.exclusion_list', 0))"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file brought. ``is_known``: it was the last one taken in, and nothing changed."""

    rows: int
    added: int
    ended: int
    in_force: int
    is_known: bool = False


@transaction.atomic
def take_in_list(actor: Actor, *, file: LeieFile, kind: ListKind, rows_min: int = ROWS_MIN) -> TakenIn:
    """Let a file be in force: the full list replaces, a supplement adds, reinstatements end. In the platform's scope.

    Who is on it is found by screening, which the caller lets follow. Raises NotPermitted, or ListRefused: then
    what was in force still is.
    """
    authorize(actor, TAKE_IN_LISTS)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    file_hash, last = file.file_hash(), _last(kind)
    if last is not None and last.file_hash == file_hash:
        return TakenIn(last.rows, 0, 0, _in_force(), is_known=True)
    before, moment = Exclusion.objects.count(), now()
    made = ExclusionList.objects.create(kind=kind, file_hash=file_hash, rows=0, newest_on=date.min, taken_in_at=moment)
    rows = _Counted(file.rows(), kind)
    ended = _end(rows, moment) if kind is ListKind.REINSTATEMENTS else _write(rows, made)
    if rows.newest_on is None:
        raise ListRefused("The list has no rows.")
    if kind is ListKind.FULL:
        in_force = None if last is None else ListSize(last.rows, last.newest_on)
        require_whole(ListSize(rows.count, rows.newest_on), in_force=in_force, rows_min=rows_min)
        ended = Exclusion.objects.filter(ended_at=None).exclude(last_list=made).update(ended_at=moment)
    made.rows, made.newest_on = rows.count, rows.newest_on
    made.save(update_fields=["rows", "newest_on"])
    told = f"{kind}, {rows.count} rows"
    record(actor, "credentialing.list.taken_in", object_kind="exclusion_list", object_id=made.id, reason=told)
    return TakenIn(rows.count, Exclusion.objects.count() - before, ended, _in_force())


class _Counted:
    """The rows of a file, counted while they pass, with the latest day among them."""

    def __init__(self, rows: Iterable[ListedRow], kind: ListKind) -> None:
        self._rows = rows
        self._kind = kind
        self.count = 0
        self.newest_on: date | None = None

    def __iter__(self) -> Iterator[ListedRow]:
        for row in self._rows:
            self.count += 1
            day = row.reinstated_on if self._kind is ListKind.REINSTATEMENTS else row.excluded_on
            if day is None:
                raise ListRefused("There is no day of reinstatement: is this a list of exclusions?", line=row.line)
            self.newest_on = max(day, self.newest_on or day)
            yield row


def _write(rows: _Counted, made: ExclusionList) -> int:
    """Write each row once; one that is known already is in force again. Nothing ends by that."""
    for batch in _batches(rows):
        Exclusion.objects.bulk_create(
            [_exclusion(row, made) for row in {row.fingerprint: row for row in batch}.values()],
            update_conflicts=True,
            unique_fields=["fingerprint"],
            update_fields=["last_list", "ended_at"],
        )
    return 0


def _end(rows: _Counted, moment: datetime) -> int:
    """End the rows that reinstatements repeat, and return how many were in force."""
    return sum(
        Exclusion.objects.filter(natural_key__in={row.natural_key for row in batch}, ended_at=None).update(
            ended_at=moment
        )
        for batch in _batches(rows)
    )


def _batches(rows: Iterable[ListedRow]) -> Iterator[list[ListedRow]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _exclusion(row: ListedRow, made: ExclusionList) -> Exclusion:
    is_person = bool(row.family_name)
    return Exclusion(
        fingerprint=row.fingerprint,
        natural_key=row.natural_key,
        family_name=row.family_name,
        given_name=row.given_name,
        middle_name=row.middle_name,
        business_name=row.business_name,
        name_key=person_name(row.given_name, row.family_name).key if is_person else "",
        occupation=row.occupation,
        npi=row.npi,
        born_on=row.born_on,
        place=row.place,
        authority=row.authority,
        excluded_on=row.excluded_on,
        last_list=made,
    )


def _last(kind: ListKind) -> ExclusionList | None:
    return ExclusionList.objects.filter(kind=kind).order_by("-taken_in_at", "-id").first()


def _in_force() -> int:
    return Exclusion.objects.filter(ended_at=None).count()
