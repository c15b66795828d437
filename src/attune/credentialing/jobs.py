"""What credentialing does by itself: look NPIs up, bring matches before their reviewers."""

from datetime import timedelta

from attune.credentialing.actions.check_npi import keep_npi_answer, npi_to_check
from attune.credentialing.actions.list_match import found_match, list_match
from attune.credentialing.errors import SourceUnavailable
from attune.credentialing.gateways.npi_registry import RegistryAnswer, npi_registry
from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.foundation.authorization import system_actor
from attune.foundation.background import Call, Retry, job
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID

FOR_DAYS = Retry(tries_max=24, first_wait=timedelta(minutes=1), wait_max=timedelta(hours=6))
"""A source may be away for three days before anybody has to look."""


@job("credentialing.check_npi", opens_scope=False, retry=FOR_DAYS)
def check_npi(call: Call) -> None:
    """Ask the registry about one provider's NPI, outside any transaction, and keep the answer.

    No answer is kept too, as such, and asked for again later. A repeat adds one more check.
    """
    assert call.practice_id is not None
    assert call.reference is not None
    with scope(call.practice_id, plane=Plane.BUSINESS):
        npi = npi_to_check(call.actor, call.reference)
    if not npi:
        return
    answer: RegistryAnswer | SourceUnavailable
    try:
        answer = npi_registry().look_up(npi)
    except SourceUnavailable as error:
        answer = error
    with scope(call.practice_id, plane=Plane.BUSINESS):
        keep_npi_answer(call.actor, provider_id=call.reference, npi=npi, answer=answer)
    if isinstance(answer, SourceUnavailable):
        raise answer


@job("credentialing.list_match_for_review", opens_scope=False)
def list_match_for_review(call: Call) -> None:
    """Bring one match of a practice before those who decide in this edition, or off their list. Safe to repeat."""
    assert call.practice_id is not None
    assert call.reference is not None
    with scope(call.practice_id, plane=Plane.BUSINESS):
        match = found_match(call.actor, call.reference)
        is_theirs = policy(CredentialingPolicy).reviewer is Reviewer.PRACTICE
        if match is not None and is_theirs:
            list_match(call.actor, match)
    if match is not None and not is_theirs:
        with scope(PLATFORM_ID, plane=Plane.BUSINESS):
            list_match(system_actor(PLATFORM_ID, request_id=call.request_id), match)
