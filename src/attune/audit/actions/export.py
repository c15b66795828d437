"""Exporting signed heads to the folder that outlives whoever changes the database."""

from uuid import UUID

from attune.audit.gateways.exports import ExportFolder
from attune.audit.queries.trail import batches_after
from attune.foundation.tenancy import Plane, scope


def export(holder_id: UUID, folder: ExportFolder) -> int:
    """Write each head that the folder does not have yet and return how many; opens a scope.

    It follows the commit of a head, so nothing is exported that a roll-back takes away; should
    the process end in between, the next sealing catches up.
    """
    with scope(holder_id, plane=Plane.BUSINESS):
        batches = list(batches_after(max(folder.sizes(holder_id), default=0)))
    return sum(folder.write(batch) for batch in batches)
