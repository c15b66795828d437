"""Credentialing as an edition sets it."""

from dataclasses import dataclass, field
from enum import StrEnum

from attune.kernel.documented import documented


class Reviewer(StrEnum):
    """Who decides whether a provider is the person on an exclusion list."""

    OPERATORS = "the platform’s credentialing team"
    PRACTICE = "the company’s own administrators"


@dataclass(frozen=True, slots=True)
class CredentialingPolicy:
    """What an edition asks of its providers beside their licenses."""

    reviewer: Reviewer = field(metadata=documented("Who reviews possible matches with exclusion lists"))
