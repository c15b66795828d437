"""Agreements' tables."""

from attune.agreements.models.agreement_text import AgreementText
from attune.agreements.models.contract_terms import ContractTerms
from attune.agreements.models.signature import Signature

__all__ = ["AgreementText", "ContractTerms", "Signature"]
