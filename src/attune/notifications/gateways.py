"""What carries messages to people. One result for every channel; adapters stand in integrations."""

from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from attune.notifications.rules.attachment import Attachment


@dataclass(frozen=True, slots=True)
class Accepted:
    """The carrier took the message. ``reference`` is its name for it."""

    reference: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The carrier will never take this message. ``is_address_bad``: nor any other to this address."""

    code: str
    is_address_bad: bool


@dataclass(frozen=True, slots=True)
class Postponed:
    """Try again later: the carrier is busy, or gave no answer."""

    code: str


Result = Accepted | Refused | Postponed


@dataclass(frozen=True, slots=True)
class Email:
    """A rendered e-mail. ``message_id`` is the same at each try, so that a second copy is recognized."""

    message_id: str
    to: str
    subject: str
    text: str
    html: str
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Sms:
    """A rendered text message to a number in E.164 form."""

    message_id: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Push:
    """A rendered push to one device's token. Its text is shown on a locked screen."""

    message_id: str
    token: str
    title: str
    url: str


class EmailGateway(Protocol):
    """Carries e-mail."""

    def send(self, mail: Email) -> Result:
        """Hand over one mail; never raises for what the carrier or the network does."""


class SmsGateway(Protocol):
    """Carries text messages."""

    def send(self, sms: Sms) -> Result:
        """Hand over one text; never raises for what the carrier or the network does."""


class PushGateway(Protocol):
    """Carries pushes."""

    def send(self, push: Push) -> Result:
        """Hand over one push; never raises for what the carrier or the network does."""


@cache
def email_gateway() -> EmailGateway:
    """Return the adapter that the settings name."""
    return cast("EmailGateway", import_string(settings.EMAIL_GATEWAY)())
