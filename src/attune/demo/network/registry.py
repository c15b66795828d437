"""The registry's word on a provider: asked for again where a busy machine kept it too long."""

from uuid import UUID

from attune.credentialing.errors import SourceUnavailable
from attune.credentialing.jobs import check_npi
from attune.credentialing.queries.due_checks import npi_checks_due
from attune.demo.errors import DemoError
from attune.foundation.authorization import system_actor
from attune.foundation.background import Call
from attune.foundation.tenancy import Plane, scope

TRIES = 6
"""Each of them waits as long as the product does for an answer."""


class RegistrySilent(DemoError):
    """The registry's sandbox does not answer."""

    def __str__(self) -> str:
        return "The sandbox of the registry of providers does not answer."


def await_registry(practice_id: UUID, provider_id: UUID) -> None:
    """Ask about a provider again, as a worker does later, unless there was an answer. Raises RegistrySilent."""
    for _ in range(TRIES):
        with scope(practice_id, plane=Plane.BUSINESS):
            if provider_id not in npi_checks_due(system_actor(practice_id)):
                return
        try:
            check_npi.work(Call(practice_id=practice_id, reference=provider_id))
        except SourceUnavailable:
            continue
    raise RegistrySilent
