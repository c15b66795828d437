"""The secret in an invitation's link: made from the server's key, so that it is stored nowhere."""

from datetime import datetime
from uuid import UUID

from django.utils.crypto import salted_hmac

SALT = "attune.identity.invitation"


def invitation_token(invitation_id: UUID, sent_at: datetime) -> str:
    """Return the token of the link that was sent at a time; sending again makes another one.

    The job that writes the mail makes it anew from the id, as jobs carry ids alone.
    """
    told = f"{invitation_id}:{sent_at.timestamp():.6f}"
    return salted_hmac(SALT, told, algorithm="sha256").hexdigest()
