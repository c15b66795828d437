"""An e-mail gateway in memory; the contract suite keeps it honest."""

from attune.notifications.gateways import Accepted, Email, Postponed, Refused, Result


class FakeEmailGateway:
    """Keeps what it is given, and refuses by the name before the @, as the mail sandbox does."""

    def __init__(self) -> None:
        self.taken: list[Email] = []
        self.offered: list[Email] = []

    def send(self, mail: Email) -> Result:
        """Take the mail, or not."""
        self.offered.append(mail)
        match mail.to.partition("@")[0]:
            case "bounce":
                return Refused("550 5.1.1", is_address_bad=True)
            case "blocked":
                return Refused("554 5.7.1", is_address_bad=False)
            case "busy":
                return Postponed("451 4.3.2")
            case "full":
                return Postponed("452 4.2.2")
        if len(mail.text) > 1_000_000:
            return Refused("552", is_address_bad=False)
        self.taken.append(mail)
        return Accepted(mail.message_id)

    def received_by(self, address: str) -> list[Email]:
        """Return what reached an address."""
        return [mail for mail in self.taken if mail.to == address]
