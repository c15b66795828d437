"""Two who come together: the partner is asked by mail, and answers with an account and consents of their own."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from attune.foundation.authorization import Actor, system_actor
from attune.foundation.tenancy import current_scope
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.patients.actions.open_chart import open_chart
from attune.patients.errors import AnswersIncomplete, ConsentMissing
from attune.patients.queries.answers import answers
from attune.patients.queries.consents import missing_consents
from attune.patients.rules.answers import Step
from attune.practices.queries.registry import registered
from attune.scheduling.actions.answer_partner import take_partner_seat
from attune.scheduling.actions.book_seat import Booked
from attune.scheduling.message_kinds import PARTNER_ASKED
from attune.scheduling.queries.partners import Invited, invited, partner_to_ask
from attune.workflows.book_session import service_for

SALT = "attune.workflows.couples"
PAGE = "partner_link"


def ask_partner(actor: Actor, seat_id: UUID) -> None:
    """Mail the question to the partner of who booked, once. Follows scheduling.seat.booked."""
    practice_id = current_scope("A message").practice_id
    assert practice_id is not None, "appointments are a practice's"
    system = system_actor(practice_id, request_id=actor.request_id)
    asked = partner_to_ask(system, seat_id)
    if asked is None:
        return
    notify(
        PARTNER_ASKED,
        recipient=Recipient(asked.email),
        facts={"answer_by": asked.answer_by, "link": partner_address(practice_id, asked.invitation_id)},
        practice_name=registered(practice_id).name,
        once_key=f"partner:{asked.invitation_id}",
        run_soon=True,
    )


def partner_address(practice_id: UUID, invitation_id: UUID) -> str:
    """Return the whole address of an invitation; its signature is what nobody can make up."""
    token = signing.dumps([practice_id.hex, invitation_id.hex], salt=SALT)
    return f"{settings.SITE_URL.rstrip('/')}{reverse(PAGE, args=[token])}"


def told_by(token: str) -> tuple[UUID, UUID] | None:
    """Return the practice and the invitation a link names; None if it was made up."""
    try:
        practice_id, invitation_id = signing.loads(token, salt=SALT)
        return UUID(practice_id), UUID(invitation_id)
    except (signing.BadSignature, TypeError, ValueError):
        return None


def come_too(actor: Actor, *, invitation_id: UUID) -> Booked:
    """Open the partner's own chart and give them their seat, in the state they told; once however often it is asked.

    In a scope of the practice and the partner, plane self. Raises AnswersIncomplete where they answered for a child,
    ConsentMissing, and what take_partner_seat raises.
    """
    about: Invited = invited(actor, invitation_id)
    assert actor.person_id is not None, "who answers has signed in"
    told = answers(actor.person_id)
    if told.birth_date is None or told.care_for is None or told.is_for_child:
        raise AnswersIncomplete(Step.WHO)
    if not told.state:
        raise AnswersIncomplete(Step.WHERE)
    missing = missing_consents(state=told.state)
    if missing:
        raise ConsentMissing([text.kind for text in missing])
    service = service_for(told, about.first.starts_at)
    chart_id = open_chart(actor, person_id=actor.person_id)
    return take_partner_seat(
        actor, invitation_id=invitation_id, chart_id=chart_id, patient_state=told.state, service=service
    )
