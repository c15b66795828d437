"""The SMTP adapter: hands one mail to the server and says in three words what came of it."""

import re
import smtplib
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from django.conf import settings

from attune.integrations.email.server import MailServer, Tls, mail_server
from attune.notifications.gateways import Accepted, Email, Postponed, Refused, Result
from attune.notifications.rules.attachment import Attachment

TIMEOUT_SECONDS = 15.0
NO_ANSWER = "no answer"
ADDRESS_CODES = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
"""There is no such mailbox, or it takes nothing any more. Source: RFC 3463, RFC 7505."""

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


class SmtpGateway:
    """Hands mail to the server of ATTUNE_SMTP_URL, a connection for each."""

    def __init__(self, server: MailServer | None = None, *, sender: str | None = None) -> None:
        self.server = server or mail_server(settings.SMTP_URL)
        self.sender = sender or settings.MAIL_FROM

    def send(self, mail: Email) -> Result:
        """Hand over one mail."""
        try:
            composed = composed_mail(mail, sender=self.sender)
        except ValueError:
            return Refused("malformed", is_address_bad=True)
        try:
            return self._hand_over(composed)
        except smtplib.SMTPRecipientsRefused as refusal:
            return _told(*next(iter(refusal.recipients.values())), is_about_address=True)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
            return _told(refusal.smtp_code, refusal.smtp_error, is_about_address=False)
        except smtplib.SMTPResponseException as refusal:
            # Greeting, HELO or sign-in: about us, not about the mail, so it waits until that is mended.
            return Postponed(_code(refusal.smtp_code, refusal.smtp_error))
        except (smtplib.SMTPException, OSError) as error:
            return Postponed(f"{NO_ANSWER}: {type(error).__name__}"[:40])

    def _hand_over(self, composed: EmailMessage) -> Accepted:
        connection = self._connection()
        try:
            if self.server.tls is Tls.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if self.server.user:
                connection.login(self.server.user, self.server.password)
            connection.send_message(composed)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
        return Accepted(str(composed["Message-ID"]))

    def _connection(self) -> smtplib.SMTP:
        at = (self.server.host, self.server.port)
        if self.server.tls is Tls.FROM_THE_START:
            return smtplib.SMTP_SSL(*at, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(*at, timeout=TIMEOUT_SECONDS)


def composed_mail(mail: Email, *, sender: str) -> EmailMessage:
    """Return the mail in MIME form: text first, HTML as its alternative. Raises ValueError if a header cannot be."""
    if not parseaddr(mail.to)[1] or parseaddr(mail.to)[1] != mail.to:
        raise ValueError(mail.to)
    composed = EmailMessage()
    composed["From"] = sender
    composed["To"] = mail.to
    composed["Subject"] = mail.subject
    composed["Date"] = format_datetime(datetime.now(UTC))
    composed["Message-ID"] = mail.message_id
    composed["Auto-Submitted"] = "auto-generated"
    composed.set_content(mail.text)
    composed.add_alternative(mail.html, subtype="html")
    if mail.attachment is not None:
        _attach(composed, mail.attachment)
    return composed


def _attach(composed: EmailMessage, attachment: Attachment) -> None:
    """Add the file after the bodies; a method is a parameter of its type. Source: RFC 6047, section 2.4."""
    main, _, subtype = attachment.media_type.partition("/")
    if main != "text":
        raise ValueError(attachment.media_type)
    method = {"method": attachment.method} if attachment.method else {}
    composed.add_attachment(
        attachment.content.encode(),  # as bytes: a text's line ends would be changed
        maintype=main,
        subtype=subtype,
        filename=attachment.name,
        params={"charset": "utf-8", **method},
    )


def _told(number: int, text: bytes | str, *, is_about_address: bool) -> Result:
    code = _code(number, text)
    if number < 500:
        return Postponed(code)
    enhanced = code.partition(" ")[2]
    is_bad = is_about_address and (enhanced in ADDRESS_CODES or (not enhanced and number in {550, 551, 553}))
    return Refused(code, is_address_bad=is_bad)


def _code(number: int, text: bytes | str) -> str:
    """Return the code and the enhanced code of an answer, without its words: they may quote the mail."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    enhanced = _ENHANCED.match(words)
    return f"{number} {enhanced.group()}" if enhanced else str(number)
