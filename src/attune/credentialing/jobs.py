"""What credentialing does by itself: look providers up, watch licenses, bring matches before their reviewers."""

from datetime import timedelta

from django.db import transaction

from attune.credentialing.actions.check_npi import keep_npi_answer, npi_to_check
from attune.credentialing.actions.check_organization import keep_organization_answer, organization_to_check
from attune.credentialing.actions.list_match import handed_over_match, list_match
from attune.credentialing.actions.screen_providers import screen_providers
from attune.credentialing.actions.watch_licenses import note_lapses, watch_licenses
from attune.credentialing.errors import SourceUnavailable
from attune.credentialing.gateways.npi_registry import RegistryAnswer, npi_registry
from attune.credentialing.queries.due_checks import npi_checks_due
from attune.credentialing.queries.organization_checks import is_organization_due
from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.foundation.authorization import system_actor
from attune.foundation.background import Call, Retry, Tick, job, later, periodic_job
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.practices.queries.registry import RegisteredPractice, registered_practices

BETWEEN_QUESTIONS = timedelta(seconds=2)
"""The registry is asked about one provider of a practice after the other."""

FOR_DAYS = Retry(tries_max=24, first_wait=timedelta(minutes=1), wait_max=timedelta(hours=6))
"""A source may be away for three days before anybody has to look."""


@job("credentialing.check_npi", opens_scope=False, retry=FOR_DAYS)
def check_npi(call: Call) -> None:
    """Ask the registry about one provider's NPI, outside any transaction, and keep the answer.

    No answer is kept too, as such, and asked for again later. A repeat adds one more check.
    """
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


@job("credentialing.check_organization", opens_scope=False, retry=FOR_DAYS)
def check_organization(call: Call) -> None:
    """Ask the registry about a practice's own NPI, outside any transaction, and keep the answer.

    No answer is kept too, as such, and asked for again later. A repeat adds one more check.
    """
    with scope(call.practice_id, plane=Plane.BUSINESS):
        asked = organization_to_check(call.actor)
    if asked is None:
        return
    answer: RegistryAnswer | SourceUnavailable
    try:
        answer = npi_registry().look_up(asked.npi)
    except SourceUnavailable as error:
        answer = error
    with scope(call.practice_id, plane=Plane.BUSINESS):
        keep_organization_answer(call.actor, asked=asked, answer=answer)
    if isinstance(answer, SourceUnavailable):
        raise answer


@job("credentialing.list_match_for_review", opens_scope=False)
def list_match_for_review(call: Call) -> None:
    """Bring one match of a practice before those who decide in this edition, or off their list. Safe to repeat."""
    assert call.reference is not None
    with scope(call.practice_id):
        match = handed_over_match(call.actor, call.reference)
        is_theirs = policy(CredentialingPolicy).reviewer is Reviewer.PRACTICE
        if match is not None and is_theirs:
            list_match(call.actor, match)
    if match is not None and not is_theirs:
        with scope(PLATFORM_ID, plane=Plane.BUSINESS):
            list_match(system_actor(PLATFORM_ID, request_id=call.request_id), match)


@job("credentialing.look_after_practice")
def look_after_practice(call: Call) -> None:
    """Screen one practice's providers, watch their licenses, and ask again about NPIs. Safe to repeat."""
    screen_providers(call.actor)
    watch_licenses(call.actor)
    note_lapses(call.actor)
    for number, provider_id in enumerate(npi_checks_due(call.actor)):
        later(check_npi, provider_id, delay=number * BETWEEN_QUESTIONS, only_one_waiting=True)
    if organization_to_check(call.actor) is not None and is_organization_due(call.actor):
        later(check_organization, call.practice_id, only_one_waiting=True)


@job("credentialing.note_lapses")
def note_lapses_of_practice(call: Call) -> None:
    """Let what is published of one practice's providers follow the licenses that just ended. Safe to repeat."""
    note_lapses(call.actor)


@periodic_job("credentialing.nightly", cron="41 7 * * *")
def make_round(tick: Tick) -> None:
    """Let each practice be looked after in a scope of its own."""
    with transaction.atomic():
        for practice in _open_practices(tick):
            later(look_after_practice, practice_id=practice.practice_id, only_one_waiting=True)


@periodic_job("credentialing.lapses", cron="*/5 * * * *")
def note_all_lapses(tick: Tick) -> None:
    """Look for licenses that just ended. Listings carry the moment and hide by themselves."""
    with transaction.atomic():
        for practice in _open_practices(tick):
            later(note_lapses_of_practice, practice_id=practice.practice_id, only_one_waiting=True)


def _open_practices(tick: Tick) -> list[RegisteredPractice]:
    found = registered_practices(system_actor(PLATFORM_ID, request_id=tick.request_id))
    return [practice for practice in found if not practice.is_closed]
