"""The kinds of agreement, whom each binds, and what each must contain."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class AgreementKind(StrEnum):
    """What is agreed."""

    PLATFORM_CONTRACT = "platform_contract"
    BUSINESS_ASSOCIATE = "business_associate"
    WORKFORCE_ATTESTATION = "workforce_attestation"


CUSTODY: Final = "custody"

BUSINESS_ASSOCIATE_CONTENTS: Final = (
    "permitted_uses",
    "no_further_use",
    "safeguards",
    "reporting",
    "subcontractors",
    "access",
    "amendment",
    "accounting",
    "delegated_obligations",
    "books_and_records",
    "return_or_destruction",
    "termination",
)
"""45 CFR 164.504(e)(2) and 164.314(a)."""

REQUIRED_CONTENTS: Final[Mapping[AgreementKind, tuple[str, ...]]] = {
    AgreementKind.PLATFORM_CONTRACT: ("independence", CUSTODY, "commission", "departure", "termination"),
    AgreementKind.BUSINESS_ASSOCIATE: BUSINESS_ASSOCIATE_CONTENTS,
    AgreementKind.WORKFORCE_ATTESTATION: ("confidentiality", "minimum_necessary", "reporting", "sanctions"),
}
"""What each kind must say; a text that leaves one out is not published."""
