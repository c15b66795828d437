"""Who sees whose tasks."""

import pytest

from attune.kernel.roles import Role
from attune.worklist.rules.standing_in import seen_roles


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
