"""The base of every walled table: it is read and written only for the scope's holder."""

from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.db import models
from django.db.models.lookups import Exact
from django.db.models.sql.where import AND

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
        rows = super().get_queryset()
        if key.is_published:
            return rows
        opened = current_scope(self.model._meta.label)
        # What .filter() would add, said outright: it is asked of every query, some twenty times a page.
        table = rows.query.get_initial_alias()
        rows.query.where.add(Exact(key.get_col(table), key.holder_in(opened)), AND)
        return rows


class WalledModel(models.Model):
    """A table with a wall. A subclass declares its key field first; ids are UUIDv7."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    objects: ClassVar["WalledManager[Self]"] = WalledManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
