"""Delivering one message: read it, carry it outside of any transaction, write down what became of it."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from attune.foundation.messages import CATEGORIES, declared_kind
from attune.foundation.tenancy import Plane, scope
from attune.notifications.errors import DeliveryPostponed, NoSuchMessage
from attune.notifications.facts import read
from attune.notifications.gateways import Accepted, Email, EmailGateway, Postponed, Refused, Result
from attune.notifications.models import DeliveryAttempt, Message, Preference
from attune.notifications.rendering import rendered
from attune.notifications.rules.message_ids import carrier_id

State = Message.State


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose message it is: a practice (or the platform), else a person."""

    practice_id: UUID | None
    person_id: UUID | None


def deliver(holder: Holder, message_id: UUID, *, gateway: EmailGateway, is_last_try: bool) -> None:
    """Carry a queued message; one that is not queued any more is left alone, so a repeat sends nothing.

    A crash between the carrier's answer and our note of it sends the mail again under the
    same Message-ID. Raises NoSuchMessage, or DeliveryPostponed when another try is due.
    """
    message = _queued(holder, message_id)
    if message is None:
        return
    if not _is_wanted(message):
        _note(holder, message, State.UNWANTED, None)
        return
    result = gateway.send(_mail(holder, message))
    match result:
        case Accepted():
            _note(holder, message, State.SENT, result)
        case Refused():
            _note(holder, message, State.BOUNCED if result.is_address_bad else State.FAILED, result)
        case Postponed():
            _note(holder, message, State.FAILED if is_last_try else State.QUEUED, result)
            if not is_last_try:
                raise DeliveryPostponed(message_id, result.code)


def _queued(holder: Holder, message_id: UUID) -> Message | None:
    with scope(holder.practice_id, person_id=holder.person_id, plane=_plane(holder)):
        message = Message.objects.filter(id=message_id).first()
    if message is None:
        raise NoSuchMessage(message_id)
    return message if message.state == State.QUEUED else None


def _is_wanted(message: Message) -> bool:
    category = declared_kind(message.kind).category
    if CATEGORIES[category].is_required or message.recipient_id is None:
        return True
    with scope(person_id=message.recipient_id, plane=Plane.SELF):
        return not Preference.objects.filter(category=category, is_wanted=False).exists()


def _mail(holder: Holder, message: Message) -> Email:
    kind = declared_kind(message.kind)
    body = rendered(
        kind,
        read(kind, message.facts),
        practice_name=message.practice_name,
        zone=message.zone,
        locale=message.locale,
    )
    name = carrier_id(
        message.id,
        holder_id=holder.practice_id or holder.person_id,
        is_person=holder.practice_id is None,
        domain=settings.MAIL_DOMAIN,
    )
    return Email(name, message.address, body.subject, body.text, body.html)


def _note(holder: Holder, message: Message, state: str, result: Result | None) -> None:
    with scope(holder.practice_id, person_id=holder.person_id, plane=_plane(holder)) as opened:
        if result is not None:
            DeliveryAttempt.objects.create(
                message_id=message.id,
                at=opened.now,
                outcome=type(result).__name__.lower(),
                code="" if isinstance(result, Accepted) else result.code[:40],
            )
        if state != State.QUEUED:
            Message.objects.filter(id=message.id, state=State.QUEUED).update(
                state=state,
                ended_at=opened.now,
                facts="",
                carrier_reference=result.reference[:200] if isinstance(result, Accepted) else "",
            )


def _plane(holder: Holder) -> Plane:
    return Plane.CARE if holder.practice_id else Plane.SELF
