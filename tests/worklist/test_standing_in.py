"""Who sees whose tasks."""

import pytest

from attune.kernel.roles import Role
from attune.worklist.rules.standing_in import escalation_in, seen_roles


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        ({Role.OWNER}, {Role.OWNER, Role.ADMINISTRATOR}),
        ({Role.ADMINISTRATOR}, {Role.ADMINISTRATOR}),
        ({Role.PROVIDER, Role.SUPERVISOR}, {Role.PROVIDER, Role.SUPERVISOR}),
        (set(), set()),
    ],
)
def test_an_owner_sees_what_waits_for_an_administrator_and_nobody_else_sees_more(held, seen):
    assert seen_roles(held) == seen


@pytest.mark.parametrize(
    ("role", "is_platform", "next_role"),
    [
        ("owner", False, "owner"),
        ("owner", True, ""),
        ("compliance", True, "compliance"),
        ("compliance", False, ""),
        ("", False, ""),
    ],
)
def test_a_task_escalates_to_a_role_its_place_has_or_not_at_all(role, is_platform, next_role):
    assert escalation_in(role, is_platform=is_platform) == next_role
