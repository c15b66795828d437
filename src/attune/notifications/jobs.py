"""The job that delivers a message."""

from datetime import timedelta

from attune.foundation.background import Call, CannotSucceed, Retry, job
from attune.foundation.encryption.errors import KeyDestroyed
from attune.notifications.actions.deliver import Holder, deliver
from attune.notifications.errors import NoSuchMessage
from attune.notifications.gateways import email_gateway

# Greylisting servers want a pause of some minutes; after nine tries, about a day and a half, it is given up.
PATIENCE = Retry(tries_max=9, first_wait=timedelta(minutes=1), wait_max=timedelta(hours=12))


@job("notifications.send_message", queue="messages", opens_scope=False, retry=PATIENCE)
def send_message(call: Call) -> None:
    """Deliver the message that the reference names."""
    assert call.reference is not None
    holder = Holder(call.practice_id, None if call.practice_id else call.person_id)
    try:
        deliver(holder, call.reference, gateway=email_gateway(), is_last_try=call.is_last_try)
    except (NoSuchMessage, KeyDestroyed) as gone:
        raise CannotSucceed from gone
