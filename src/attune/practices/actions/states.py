"""Opening and closing a state for the organization."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.facts import record_fact
from attune.foundation.policies import policy
from attune.kernel.us_states import US_STATES
from attune.practices.actions.here import locked_practice
from attune.practices.errors import NoSuchState, NotEmployingHere
from attune.practices.facts import STANDING_CHANGED
from attune.practices.models import OrganizationAuthorization
from attune.practices.permissions import OPEN_STATES
from attune.practices.rules.hiring import require_items, require_known, require_order
from attune.practices.rules.policy import StandingPolicy


@transaction.atomic
def prepare_state(actor: Actor, *, state: str, done_items: Collection[str], evidence: str = "") -> None:
    """Write down which items of a state's launch checklist are done; others are not.

    An item that is taken back closes a state that is open. Raises NotPermitted, NotEmployingHere, NoSuchState
    or NoSuchItem.
    """
    row, wanted = _locked_row(actor, state)
    require_known(done_items, known=wanted)
    row.done_items = [item for item in wanted if item in done_items]
    row.evidence = evidence.strip()
    is_complete = len(row.done_items) == len(wanted)
    if row.begins_on is not None and not is_complete:
        row.begins_on = row.ends_on = None
    row.save()
    record(
        actor,
        "practices.authorization.prepared",
        object_kind="state",
        object_id=state,
        reason=", ".join(row.done_items),
    )
    record_fact(STANDING_CHANGED, actor, row.practice_id)


@transaction.atomic
def open_state(actor: Actor, *, state: str, begins_on: date, ends_on: date | None = None) -> None:
    """Open a state from a day on, to a day (exclusive), in the practice's zone.

    Raises NotPermitted, NotEmployingHere, NoSuchState, ItemsMissing (with every item) or EndsBeforeItBegins.
    """
    row, wanted = _locked_row(actor, state)
    require_items(row.done_items, wanted=wanted)
    require_order(begins_on, ends_on)
    row.begins_on, row.ends_on = begins_on, ends_on
    row.save()
    record(actor, "practices.authorization.opened", object_kind="state", object_id=state)
    record_fact(STANDING_CHANGED, actor, row.practice_id)


@transaction.atomic
def close_state(actor: Actor, *, state: str, ends_on: date) -> None:
    """Close a state from a day on. Raises NotPermitted, NotEmployingHere, NoSuchState or EndsBeforeItBegins."""
    row, _ = _locked_row(actor, state)
    if row.begins_on is None:
        raise NoSuchState(state)
    require_order(row.begins_on, ends_on)
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    record(actor, "practices.authorization.closed", object_kind="state", object_id=state)
    record_fact(STANDING_CHANGED, actor, row.practice_id)


def _locked_row(actor: Actor, state: str) -> tuple[OrganizationAuthorization, tuple[str, ...]]:
    authorize(actor, OPEN_STATES)
    decided = policy(StandingPolicy)
    if not decided.needs_state_authorization:
        raise NotEmployingHere
    if state not in US_STATES:
        raise NoSuchState(state)
    locked_practice()
    row = OrganizationAuthorization.objects.filter(state=state).first()
    return row or OrganizationAuthorization.objects.create(state=state), decided.launch_items
