"""What a command does for credentialing: takes lists in, and lets the screening follow in the same run."""

from uuid import UUID

from attune.credentialing.actions.screen_providers import Screened, screen_providers
from attune.credentialing.actions.take_in_list import TakenIn, take_in_list
from attune.credentialing.gateways.leie_file import LeieFile
from attune.credentialing.rules.lists import ListKind
from attune.foundation.authorization import system_actor
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.queries.registry import registered_practices


def take_in_and_screen(file: LeieFile, *, kind: ListKind, rows_min: int) -> tuple[TakenIn, Screened]:
    """Take a list in, then compare every practice's providers with it: one scope each, no one waits for a job.

    Outside of any scope. Raises ListRefused; then nothing changed, and nobody is screened.
    """
    request_id = new_id()
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        taken = take_in_list(system_actor(PLATFORM_ID, request_id=request_id), file=file, kind=kind, rows_min=rows_min)
    return taken, screen_everywhere(request_id)


def screen_everywhere(request_id: UUID) -> Screened:
    """Screen each practice that is not closed, and return what was found in all of them."""
    found = Screened(0, 0, 0, 0)
    for practice in registered_practices(system_actor(PLATFORM_ID, request_id=request_id)):
        if practice.is_closed:
            continue
        with scope(practice.practice_id):
            found += screen_providers(system_actor(practice.practice_id, request_id=request_id))
    return found
