"""Offering a second factor to somebody new, and taking the offer back once there is one."""

from uuid import UUID

from attune.foundation.tenancy import Plane, scope
from attune.worklist.actions.second_factor import ask_for_second_factor, second_factor_is_there


def offer_second_factor(person_id: UUID) -> None:
    """Put the offer among the person's tasks; a second call changes nothing."""
    with scope(person_id=person_id, plane=Plane.SELF):
        ask_for_second_factor(person_id)


def second_factor_was_added(person_id: UUID) -> None:
    """End the offer, if there was one."""
    with scope(person_id=person_id, plane=Plane.SELF):
        second_factor_is_there(person_id)
