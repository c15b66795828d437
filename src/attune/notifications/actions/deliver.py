"""Delivering one message: read it, carry it outside of any transaction, write down what became of it."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from attune.foundation.messages import CATEGORIES, MessageKind, declared_kind
from attune.foundation.tenancy import Plane, Scope, scope
from attune.notifications.errors import DeliveryPostponed, NoSuchMessage
from attune.notifications.facts import Fact, read
from attune.notifications.gateways import Accepted, Email, EmailGateway, Postponed, Refused, Result
from attune.notifications.models import DeliveryAttempt, Message, Preference
from attune.notifications.rendering import rendered
from attune.notifications.rules.attachment import Attachment, restored
from attune.notifications.rules.message_ids import carrier_id

State = Message.State


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose message it is: a practice (or the platform), else a person."""

    practice_id: UUID | None
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A queued message, read and opened inside its scope."""

    id: UUID
    kind: MessageKind
    recipient_id: UUID | None
    address: str
    zone: str
    locale: str
    practice_name: str
    facts: dict[str, Fact]
    attachment: Attachment | None
    is_too_late: bool


def deliver(holder: Holder, message_id: UUID, *, gateway: EmailGateway, is_last_try: bool) -> None:
    """Carry a queued message; one that is not queued any more is left alone, so a repeat sends nothing.

    A crash between the carrier's answer and our note of it sends the mail again under the
    same Message-ID. Raises NoSuchMessage, or DeliveryPostponed when another try is due.
    """
    letter = _queued(holder, message_id)
    if letter is None:
        return
    if letter.is_too_late:
        _note(holder, message_id, State.TOO_LATE, None)
        return
    if not _is_wanted(letter):
        _note(holder, message_id, State.UNWANTED, None)
        return
    result = gateway.send(_mail(holder, letter))
    match result:
        case Accepted():
            _note(holder, message_id, State.SENT, result)
        case Refused():
            _note(holder, message_id, State.BOUNCED if result.is_address_bad else State.FAILED, result)
        case Postponed():
            _note(holder, message_id, State.FAILED if is_last_try else State.QUEUED, result)
            if not is_last_try:
                raise DeliveryPostponed(message_id, result.code)


def _queued(holder: Holder, message_id: UUID) -> Letter | None:
    with _scope_of(holder) as opened:
        row = Message.objects.filter(id=message_id).first()
        if row is None:
            raise NoSuchMessage(message_id)
        if row.state != State.QUEUED:
            return None
        kind = declared_kind(row.kind)
        return Letter(
            id=row.id,
            kind=kind,
            recipient_id=row.recipient_id,
            address=row.address.reveal(),
            zone=row.zone,
            locale=row.locale,
            practice_name=row.practice_name,
            facts=read(kind, row.facts.reveal()),
            attachment=_attached(row),
            is_too_late=row.useful_until is not None and row.useful_until <= opened.now,
        )


def _attached(row: Message) -> Attachment | None:
    return None if row.attachment is None else restored(row.attachment.reveal())  # type: ignore[redundant-expr]  # most messages have none


def _is_wanted(letter: Letter) -> bool:
    category = letter.kind.category
    if CATEGORIES[category].is_required or letter.recipient_id is None:
        return True
    with scope(person_id=letter.recipient_id, plane=Plane.SELF):
        return not Preference.objects.filter(category=category, is_wanted=False).exists()


def _mail(holder: Holder, letter: Letter) -> Email:
    body = rendered(
        letter.kind,
        letter.facts,
        practice_name=letter.practice_name,
        zone=letter.zone,
        locale=letter.locale,
    )
    name = carrier_id(
        letter.id,
        holder_id=holder.practice_id or holder.person_id,
        is_person=holder.practice_id is None,
        domain=settings.MAIL_DOMAIN,
    )
    return Email(name, letter.address, body.subject, body.text, body.html, letter.attachment)


def _note(holder: Holder, message_id: UUID, state: str, result: Result | None) -> None:
    with _scope_of(holder) as opened:
        if result is not None:
            DeliveryAttempt.objects.create(
                message_id=message_id,
                at=opened.now,
                outcome=type(result).__name__.lower(),
                code="" if isinstance(result, Accepted) else result.code[:40],
            )
        if state != State.QUEUED:
            Message.objects.filter(id=message_id, state=State.QUEUED).update(
                state=state,
                ended_at=opened.now,
                facts=None,
                attachment=None,
                carrier_reference=result.reference[:200] if isinstance(result, Accepted) else "",
            )


def _scope_of(holder: Holder) -> AbstractContextManager[Scope]:
    plane = Plane.CARE if holder.practice_id else Plane.SELF
    return scope(holder.practice_id, person_id=holder.person_id, plane=plane)
