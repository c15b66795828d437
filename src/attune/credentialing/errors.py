"""What credentialing refuses."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID


class CredentialingError(Exception):
    """Base of credentialing's refusals."""


class NoSuchProvider(CredentialingError):
    """There is no such provider here."""

    def __init__(self, provider_id: UUID) -> None:
        super().__init__(str(provider_id))
        self.provider_id = provider_id


class NoSuchLicense(CredentialingError):
    """There is no such license here."""

    def __init__(self, license_id: UUID) -> None:
        super().__init__(str(license_id))
        self.license_id = license_id


class NoSuchMatch(CredentialingError):
    """There is no such match with an exclusion list here."""

    def __init__(self, match_id: UUID) -> None:
        super().__init__(str(match_id))
        self.match_id = match_id


class NoSuchDecision(CredentialingError):
    """There is no such decision about clearance here."""

    def __init__(self, decision_id: UUID) -> None:
        super().__init__(str(decision_id))
        self.decision_id = decision_id


class ProviderRefused(CredentialingError):
    """Base of what is wrong with a provider's facts or with a change of their state."""


class NpiWrong(ProviderRefused):
    """An NPI has ten digits, begins with 1 or 2, and its last digit follows from the others."""

    def __init__(self, npi: str) -> None:
        super().__init__(npi)
        self.npi = npi


class NameMissing(ProviderRefused):
    """A provider was to have no name, or one without a given and a family name."""


class ZoneUnknown(ProviderRefused):
    """A provider's zone is none the world keeps."""

    def __init__(self, zone: str) -> None:
        super().__init__(zone)
        self.zone = zone


class BirthDateWrong(ProviderRefused):
    """A provider was to be born in the future, or too recently to be licensed."""

    def __init__(self, born_on: date) -> None:
        super().__init__(born_on.isoformat())
        self.born_on = born_on


class AlreadyProvider(ProviderRefused):
    """This person provides care here already."""


class WrongState(ProviderRefused):
    """A provider in this state cannot make this step."""

    def __init__(self, state: str, step: str) -> None:
        super().__init__(f"{step} from {state}")
        self.state = state
        self.step = step


class NotReady(ProviderRefused):
    """A provider cannot be activated while something is missing."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


class StillExcluded(ProviderRefused):
    """A provider on an exclusion list stays suspended until the match is decided or ends."""


class MatchDecided(CredentialingError):
    """Somebody decided about this match already."""

    def __init__(self, match_id: UUID) -> None:
        super().__init__(str(match_id))
        self.match_id = match_id


class ReasonMissing(ProviderRefused):
    """A suspension, and its end, need a reason that is kept."""


class ChoiceUnknown(ProviderRefused):
    """A profile was to carry a code that the vocabulary does not have."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


class LicenseRefused(CredentialingError):
    """Base of what is wrong with a license."""


class StateUnknown(LicenseRefused):
    """There is no such state."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class KindDoesNotCount(LicenseRefused):
    """A license of this kind does not let this profession practise by itself."""

    def __init__(self, kind: str, profession: str) -> None:
        super().__init__(f"{kind} for {profession}")
        self.kind = kind
        self.profession = profession


class NumberMissing(LicenseRefused):
    """A license has a number of letters, digits, points, dashes and blanks."""


class DatesWrong(LicenseRefused):
    """A license was to expire before it was issued, or to be issued in the future."""


class LicenseExpired(LicenseRefused):
    """A license that is to be added has expired already."""

    def __init__(self, expires_on: date) -> None:
        super().__init__(expires_on.isoformat())
        self.expires_on = expires_on


class LicenseKnown(LicenseRefused):
    """This license is on file already."""


class EvidenceWrong(LicenseRefused):
    """What was handed in as evidence is empty, too large, or neither PDF, PNG nor JPEG."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SourceUnavailable(CredentialingError):
    """A source did not answer, or not in a form we understand. It says nothing about anybody."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"{source}: {why}")
        self.source = source
        self.why = why


class ListRefused(CredentialingError):
    """An exclusion list was not taken; what was in force stays in force."""

    def __init__(self, why: str, *, line: int | None = None) -> None:
        super().__init__(why if line is None else f"Line {line}: {why}")
        self.why = why
        self.line = line
