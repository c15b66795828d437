"""Mailing whoever was asked to reach somebody at once; the mail names nobody and says no answer."""

from uuid import UUID

from attune.foundation.addresses import address_of
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.tenancy import current_scope
from attune.identity.queries.people import named_people
from attune.identity.queries.roster import members_of
from attune.measures.message_kinds import REACH_SOMEBODY
from attune.measures.queries.flags import FlagToTell, flag_to_tell
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered

PAGE = "provider_home"


def tell_of_flag(actor: Actor, flag_id: UUID) -> None:
    """Mail the person a flag names, or each who holds the role it names, once. Follows measures.item_nine.positive."""
    opened = current_scope("A message")
    assert opened.practice_id is not None, "flags are a practice's"
    system, practice = system_actor(opened.practice_id, request_id=actor.request_id), registered(opened.practice_id)
    raised = flag_to_tell(system, flag_id)
    for person_id, address in _told(system, raised):
        notify(
            REACH_SOMEBODY,
            recipient=Recipient(address, person_id=person_id, zone=practice.zone),
            facts={"due_at": raised.due_at, "link": address_of(PAGE)},
            practice_name=practice.name,
            once_key=f"flag:{flag_id}:{person_id}",
            run_soon=True,
        )


def _told(system: Actor, raised: FlagToTell) -> list[tuple[UUID, str]]:
    if raised.named_id is not None:
        return [(one.person_id, one.email) for one in named_people([raised.named_id]).values()]
    now = current_scope("A message").now
    return [(one.person_id, one.email) for one in members_of(system) if raised.named_role in one.roles_at(now)]
