"""The whole register of permissions: who never holds which."""

import pytest

from attune.cli.documents.permissions import declare_every_permission
from attune.foundation.authorization import (
    CLINICAL_ROLES,
    OPERATOR_ROLES,
    Permission,
    Role,
    every_permission,
    permission,
)


@pytest.fixture(scope="module")
def register() -> list[Permission]:
    declare_every_permission()
    return every_permission()


def test_the_register_is_more_than_what_one_context_declares(register: list[Permission]):
    assert {one.name.split(".")[0] for one in register} >= {"audit", "identity", "jobs", "practices", "web", "worklist"}


def test_operators_hold_no_clinical_permission(register: list[Permission]):
    held = [one.name for one in register if one.is_clinical and one.roles & OPERATOR_ROLES]

    assert held == []


def test_no_clinical_permission_reaches_beyond_care(register: list[Permission]):
    beyond = [one.name for one in register if one.is_clinical and one.roles - CLINICAL_ROLES - {Role.PATIENT}]

    assert beyond == []


@pytest.mark.parametrize("role", sorted(OPERATOR_ROLES))
def test_a_clinical_permission_for_an_operator_cannot_be_declared(role: Role):
    with pytest.raises(AssertionError, match="reaches beyond care"):
        permission("notes.note.read", "read notes", {Role.PROVIDER, role}, is_clinical=True)


def test_names_are_context_thing_and_verb(register: list[Permission]):
    odd = [one.name for one in register if len(one.name.split(".")) != 3]

    assert odd == []
