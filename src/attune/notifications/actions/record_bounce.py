"""Writing down that a mail which was taken came back after all."""

from attune.foundation.tenancy import Plane, scope
from attune.notifications.models import DeliveryAttempt, Message
from attune.notifications.rules.message_ids import origin_of


def record_bounce(carrier_id: str, *, code: str) -> bool:
    """Mark the mail of this Message-ID as bounced; return whether it was one of ours that had been sent.

    A repeated report changes nothing. ``code`` is the status of RFC 3463, such as 5.1.1.
    """
    origin = origin_of(carrier_id)
    if origin is None:
        return False
    practice_id, person_id = (None, origin.holder_id) if origin.is_person else (origin.holder_id, None)
    with scope(practice_id, person_id=person_id, plane=Plane.SELF if origin.is_person else Plane.CARE) as opened:
        sent = Message.objects.filter(id=origin.message_id, state=Message.State.SENT)
        if not sent.update(state=Message.State.BOUNCED):
            return False
        DeliveryAttempt.objects.create(message_id=origin.message_id, at=opened.now, outcome="refused", code=code[:40])
    return True
