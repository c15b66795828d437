"""The base of every walled table: it is read and written only for the scope's holder."""

from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.db import models

from attune.foundation.tenancy.fields import wall_key
from attune.foundation.tenancy.scope import current_scope
from attune.kernel.identifiers import new_id

if TYPE_CHECKING:
    from typing import Self

M = TypeVar("M", bound=models.Model)


class WalledManager(models.Manager[M]):
    """Adds ``practice_id = …`` to every query: the second belt, and on Citus the way to one shard."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Return the scope's rows; a published table reads all. Raises NoScope."""
        key = wall_key(self.model)
        if key.wall.is_published:
            return super().get_queryset()
        opened = current_scope(self.model._meta.label)
        return super().get_queryset().filter(**{key.attname: key.holder_in(opened)})


class WalledModel(models.Model):
    """A table with a wall. A subclass declares its key field first; ids are UUIDv7."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    objects: ClassVar["WalledManager[Self]"] = WalledManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
