"""The register of messages: each context declares the kinds whose facts it owns; notifications delivers them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

Field = type[str] | type[datetime]


class Category(StrEnum):
    """What a person chooses by. Only some may be switched off."""

    SECURITY = "security"
    MEMBERSHIP = "membership"
    TASKS = "tasks"
    APPOINTMENTS = "appointments"
    REMINDERS = "reminders"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class CategoryText:
    """How a category is shown on the preferences page, whether it may be switched off, and whom it concerns."""

    label: str
    explanation: str
    is_required: bool
    is_for_staff: bool = False
    """It is written to people who work in a practice, and to nobody else."""


CATEGORIES: Mapping[Category, CategoryText] = MappingProxyType(
    {
        Category.SECURITY: CategoryText(
            "Sign-in and security",
            "New sign-in methods, changed passwords, links you asked for. They protect you, so they are always sent.",
            is_required=True,
        ),
        Category.MEMBERSHIP: CategoryText(
            "Places you work in",
            "Invitations and changes of what you may do. Always sent.",
            is_required=True,
            is_for_staff=True,
        ),
        Category.TASKS: CategoryText(
            "Things to do",
            "A reminder when something waits for you longer than it should.",
            is_required=False,
            is_for_staff=True,
        ),
        Category.APPOINTMENTS: CategoryText(
            "Your appointments",
            "What was booked, moved or canceled, with a file for your calendar. Always sent.",
            is_required=True,
        ),
        Category.REMINDERS: CategoryText(
            "Reminders of appointments",
            "A mail some days and one day before. It tells how to move or cancel in time.",
            is_required=False,
        ),
        Category.CARE: CategoryText(
            "People in your care",
            "When somebody you care for needs to hear from you soon. Always sent.",
            is_required=True,
            is_for_staff=True,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A message ``context.name``, written in the folder ``messages/name`` of its context.

    ``fields`` are what the body may name. The subject is given the brand and the
    practice's name, and nothing else, so that it cannot carry a health fact.
    """

    name: str
    category: Category
    fields: Mapping[str, Field]

    @property
    def folder(self) -> str:
        """The folder of its three files, below the package."""
        context, name = self.name.split(".")
        return f"{context}/messages/{name}"


_register: dict[str, MessageKind] = {}


def message_kind(name: str, category: Category, /, **fields: Field) -> MessageKind:
    """Declare a kind of message at import time, with the names and types of what its body tells."""
    assert name not in _register, f"{name} is declared twice"
    declared = _register[name] = MessageKind(name, category, MappingProxyType(fields))
    return declared


def declared_kind(name: str) -> MessageKind:
    """Return the kind of this name. Raises KeyError."""
    return _register[name]


def every_kind() -> list[MessageKind]:
    """Return all declared kinds by name."""
    return [_register[name] for name in sorted(_register)]
