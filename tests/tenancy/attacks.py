"""What somebody in one holder's scope may try on another holder's rows, in SQL, past every manager and form."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
from django.db import Error, IntegrityError, connection, models, transaction

from attune.foundation.tenancy import PersonKey, Plane, scope
from attune.foundation.tenancy.fields import PracticeForeignKey, WallKey, wall_key
from attune.kernel.identifiers import new_id
from tests.tenancy.rows import key_of, make_row

ID = '"id"'
REFUSED = "42501"

ScopeOf = Callable[..., AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Victim:
    """A row of holder A, and how A's and B's scopes are opened."""

    model: type[models.Model]
    row_id: UUID
    holder: UUID
    as_owner: ScopeOf
    as_stranger: ScopeOf
    as_colleague: ScopeOf
    """Somebody else, who shares the holder."""

    @property
    def key(self) -> WallKey:
        """The field that raises the table's wall."""
        return wall_key(self.model)

    @property
    def table(self) -> str:
        """The table's quoted name."""
        return connection.ops.quote_name(self.model._meta.db_table)


def victim_of(model: type[models.Model]) -> Victim:
    """Write a row as holder A and return it as a target for B."""
    a, b, author = new_id(), new_id(), new_id()
    key = wall_key(model)
    is_personal = isinstance(key, PersonKey)
    # Where rows are their author's alone, the stranger is the author at another holder: the gate alone keeps them out.
    other = author if key.author_column else new_id()
    as_owner: ScopeOf = partial(scope, person_id=a) if is_personal else partial(scope, a, person_id=author)
    as_stranger: ScopeOf = partial(scope, person_id=b) if is_personal else partial(scope, b, person_id=other)
    with as_owner():
        row_id = key_of(make_row(model))
    return Victim(model, row_id, a, as_owner, as_stranger, partial(scope, a, person_id=new_id()))


def breaches(victim: Victim) -> list[str]:
    """Return each attack that worked; nothing = the wall holds.

    Where the owner is kept from their own row, that alone is told: an attack's failure would prove nothing.
    """
    kept_out = [
        f"the owner cannot {name}"
        for name, sql in _own_work(victim).items()
        if not _works(victim.as_owner, sql, [victim.row_id])
    ]
    if kept_out or _count(victim, victim.as_owner) != 1:
        return [*kept_out, "the owner cannot read"]
    through = [name for name, attack in ATTACKS.items() if attack(victim)]
    return through if _count(victim, victim.as_owner) == 1 else [*through, "the row is gone"]


def _own_work(victim: Victim) -> dict[str, str]:
    """What the owner may do: without it, an attack's failure would prove nothing."""
    rest = [column for column in _columns(victim) if column != ID]
    key, listed = victim.key.column, ", ".join(rest)
    fresh = f"(SELECT {listed} FROM {victim.table} WHERE id = %s)"
    work = {"insert": f"INSERT INTO {victim.table} (id, {listed}) SELECT gen_random_uuid(), x.* FROM {fresh} x"}
    if not victim.key.append_only:
        work["update"] = f"UPDATE {victim.table} SET {key} = {key} WHERE id = %s"
        work["delete"] = f"DELETE FROM {victim.table} WHERE id = %s"
    return work


def _read(victim: Victim) -> bool:
    return not victim.key.is_published and _count(victim, victim.as_stranger) > 0


def _insert(victim: Victim) -> bool:
    columns = [column for column in _columns(victim) if column != ID]
    listed = ", ".join(columns)
    with victim.as_owner():
        source = _rows(f"SELECT {listed} FROM {victim.table} WHERE id = %s", [victim.row_id])
    if not source:
        return False
    marks = ", ".join(["%s"] * (len(columns) + 1))
    adapted = [_adapted(value) for value in source[0]]
    return _works(
        victim.as_stranger, f"INSERT INTO {victim.table} (id, {listed}) VALUES ({marks})", [new_id(), *adapted]
    )


def _update(victim: Victim) -> bool:
    key = victim.key.column
    return _works(victim.as_stranger, f"UPDATE {victim.table} SET {key} = {key} WHERE id = %s", [victim.row_id])


def _update_all(victim: Victim) -> bool:
    key = victim.key.column
    return _works(victim.as_stranger, f"UPDATE {victim.table} SET {key} = {key}", [])


def _delete(victim: Victim) -> bool:
    return _works(victim.as_stranger, f"DELETE FROM {victim.table} WHERE id = %s", [victim.row_id])


def _give_away(victim: Victim) -> bool:
    """The owner moves a row to somebody else: it would appear there."""
    key = victim.key.column
    return _works(victim.as_owner, f"UPDATE {victim.table} SET {key} = %s WHERE id = %s", [new_id(), victim.row_id])


def _outside(victim: Victim) -> bool:
    """Somebody asks without any scope."""
    if victim.key.is_published:
        return False
    return _works(transaction.atomic, f"SELECT 1 FROM {victim.table}", [])


def _in_business(victim: Victim) -> bool:
    """The owner's own scope in plane business reads a care table."""
    if victim.key.plane is not Plane.CARE:
        return False
    return _works(partial(victim.as_owner, plane=Plane.BUSINESS), f"SELECT 1 FROM {victim.table}", [])


def _reference(victim: Victim) -> bool:
    """The stranger points a row of their own at what A's row points at."""
    fields = [f for f in victim.model._meta.local_fields if isinstance(f, PracticeForeignKey) and not f.null]
    for field in fields:
        with victim.as_owner():
            found = _rows(f"SELECT {field.column} FROM {victim.table} WHERE id = %s", [victim.row_id])
        another = partial(scope, new_id(), person_id=new_id())
        with another():
            own = key_of(make_row(victim.model))
        sql = f"UPDATE {victim.table} SET {field.column} = %s WHERE id = %s"
        if found and _works(another, sql, [found[0][0], own], is_stopped_by_constraints=True):
            return True
    return False


def _colleague(victim: Victim) -> bool:
    """Somebody who shares the holder touches what is its author's alone."""
    if not victim.key.author_column:
        return False
    by_id = [victim.row_id]
    return (
        _count(victim, victim.as_colleague) > 0
        or _works(victim.as_colleague, f"UPDATE {victim.table} SET id = id WHERE id = %s", by_id)
        or _works(victim.as_colleague, f"DELETE FROM {victim.table} WHERE id = %s", by_id)
        or _works(victim.as_owner, f"UPDATE {victim.table} SET author_id = %s WHERE id = %s", [new_id(), *by_id])
    )


ATTACKS: dict[str, Callable[[Victim], bool]] = {
    "read": _read,
    "insert": _insert,
    "update": _update,
    "update all": _update_all,
    "delete": _delete,
    "give away": _give_away,
    "outside any scope": _outside,
    "in plane business": _in_business,
    "reference": _reference,
    "colleague": _colleague,
}


@contextmanager
def widened(table: str, owner: psycopg.Connection[tuple[object, ...]]) -> Iterator[None]:
    """Plant the policy that the gate is there for: one that lets everybody pass."""
    owner.execute(f"CREATE POLICY widened ON {table} USING (true) WITH CHECK (true)")
    try:
        yield
    finally:
        owner.execute(f"DROP POLICY widened ON {table}")


def _works(opened: ScopeOf, sql: str, parameters: list[Any], *, is_stopped_by_constraints: bool = False) -> bool:
    """Return whether the statement touched a row; it is rolled back in any case.

    A statement that stumbles over a constraint got through the wall first: that counts,
    but for references, where the constraint is the wall.
    """
    try:
        with opened(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            touched = cursor.rowcount
            transaction.set_rollback(True)
    except IntegrityError:
        return not is_stopped_by_constraints
    except Error as error:
        if getattr(error.__cause__, "sqlstate", "") != REFUSED:
            raise
        return False
    return bool(touched > 0)


def _count(victim: Victim, opened: ScopeOf) -> int:
    try:
        with opened():
            return len(_rows(f"SELECT 1 FROM {victim.table} WHERE id = %s", [victim.row_id]))
    except Error:
        return 0


def _rows(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _columns(victim: Victim) -> list[str]:
    return [
        connection.ops.quote_name(str(f.column)) for f in victim.model._meta.local_concrete_fields if not f.generated
    ]


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_json_value(value, None) if isinstance(value, dict) else value


__all__ = ["ATTACKS", "Victim", "breaches", "victim_of", "widened"]
