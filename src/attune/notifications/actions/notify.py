"""Writing a message down in the transaction of the fact it tells; a job delivers it."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from attune.foundation.background import later
from attune.foundation.messages import MessageKind
from attune.foundation.tenancy import Plane, current_scope, scope
from attune.foundation.tenancy.scope import scope_or_none
from attune.kernel.identifiers import PLATFORM_ID
from attune.notifications.facts import Fact, written
from attune.notifications.models import Message
from attune.notifications.rules.attachment import Attachment, stored
from attune.notifications.rules.recipient import Recipient

SEND = "notifications.send_message"


def notify(
    kind: MessageKind,
    *,
    recipient: Recipient,
    facts: Mapping[str, Fact] | None = None,
    practice_name: str = "",
    once_key: str = "",
    run_soon: bool = False,
    attachment: Attachment | None = None,
    useful_until: datetime | None = None,
) -> UUID:
    """Queue a message in the open scope's holder, and return its id.

    With ``once_key`` a second message of the same key is not written; the first one's id is
    returned. With ``run_soon`` the request sends it after its commit, unless a worker was faster.
    From ``useful_until`` on it is not delivered any more, however long the mail server was away.
    Raises WrongFields or NoScope.
    """
    opened = current_scope("A message")
    told = written(kind, facts or {})
    if once_key:
        # Two requests of one key at once: the second waits here, then finds the first one's row.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{opened.holder_id}{once_key}"])
        known = Message.objects.filter(once_key=once_key).values_list("id", flat=True).first()
        if known is not None:
            return known
    message = Message.objects.create(
        kind=kind.name,
        recipient_id=recipient.person_id,
        address=recipient.address,
        zone=recipient.zone,
        locale=recipient.locale,
        practice_name=practice_name,
        facts=told,
        attachment=None if attachment is None else stored(attachment),  # type: ignore[misc]  # most messages have none
        attachment_name="" if attachment is None else attachment.name,
        useful_until=useful_until,
        once_key=once_key,
        queued_at=opened.now,
    )
    later(SEND, message.id, run_soon=run_soon)
    return message.id


def send_security_mail(kind: MessageKind, *, recipient: Recipient, facts: Mapping[str, Fact] | None = None) -> None:
    """Queue a message about signing in, from wherever sign-in happens.

    In an open scope it is that holder's; in another transaction it is the platform's, once
    that commits; else it is the platform's at once. Raises WrongFields.
    """
    written(kind, facts or {})
    write = partial(notify, kind, recipient=recipient, facts=facts, run_soon=True)
    if scope_or_none() is not None:
        write()
    elif connection.in_atomic_block:
        transaction.on_commit(partial(_as_platform, write))
    else:
        _as_platform(write)


def _as_platform(write: "partial[UUID]") -> None:
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        write()
