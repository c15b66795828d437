"""What agreements refuse."""

from datetime import date, datetime
from uuid import UUID


class AgreementsError(Exception):
    """Base of what agreements refuse."""


class CommissionOutOfBounds(AgreementsError):
    """A commission lies outside of what a contract may say. All in basis points."""

    def __init__(self, commission_bps: int, bps_min: int, bps_max: int) -> None:
        super().__init__(commission_bps)
        self.commission_bps, self.bps_min, self.bps_max = commission_bps, bps_min, bps_max


class CustodyClauseMissing(AgreementsError):
    """A contract does not say who keeps the records when the practice leaves."""


class ContentsMissing(AgreementsError):
    """A text leaves out what its kind must say."""

    def __init__(self, kind: str, missing: tuple[str, ...]) -> None:
        super().__init__(kind, *missing)
        self.kind, self.missing = kind, missing


class TextChanged(AgreementsError):
    """A published version has other words now: a change is a new version."""

    def __init__(self, kind: str, version: int) -> None:
        super().__init__(kind, version)
        self.kind, self.version = kind, version


class NoSuchAgreement(AgreementsError):
    """No agreement of this kind, or none of it, is asked for here."""

    def __init__(self, wanted: UUID | str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class NameDoesNotMatch(AgreementsError):
    """The typed name is not the signing person's."""

    def __init__(self, typed_name: str) -> None:
        super().__init__()
        self.typed_name = typed_name


class TextMovedOn(AgreementsError):
    """The words that were read are not the words to sign any more; they must be read again."""


class SignedAlready(AgreementsError):
    """These very words are signed."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class NoTerms(AgreementsError):
    """The practice was offered no terms, or they ended."""


class TermsInForce(AgreementsError):
    """The terms are signed: new ones take a new contract."""


class EndsInThePast(AgreementsError):
    """A contract cannot have ended before now."""

    def __init__(self, ends_at: datetime) -> None:
        super().__init__(ends_at)
        self.ends_at = ends_at


class NoticeTooShort(AgreementsError):
    """The contract ends with notice, on ``earliest`` at the soonest."""

    def __init__(self, earliest: date) -> None:
        super().__init__(earliest)
        self.earliest = earliest


class TextUnreadable(AgreementsError):
    """The text of an agreement has no head, or a gap that nothing fills."""

    def __init__(self, kind: str, version: int) -> None:
        super().__init__(kind, version)
        self.kind, self.version = kind, version


class ReasonMissing(AgreementsError):
    """A contract was to be ended without a reason."""
