"""The children a person signs for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from attune.patients.errors import NoSuchDependent
from attune.patients.models import Dependent


@dataclass(frozen=True, slots=True)
class Child:
    """A child as its guardian told. ``state`` is empty until it is known."""

    dependent_id: UUID
    name: str
    birth_date: date
    state: str


def children() -> tuple[Child, ...]:
    """Return the children of the scope's person, the first told first."""
    return tuple(_child(row) for row in Dependent.objects.order_by("added_at", "id"))


def child(dependent_id: UUID) -> Child:
    """Return one child of the scope's person. Raises NoSuchDependent."""
    row = Dependent.objects.filter(id=dependent_id).first()
    if row is None:
        raise NoSuchDependent(dependent_id)
    return _child(row)


def _child(row: Dependent) -> Child:
    return Child(row.id, row.name.reveal(), row.birth_date, row.state)
