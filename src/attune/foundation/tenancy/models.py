"""The base of every walled table: it is read and written only for the scope's holder."""

from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact
from django.db.models.sql.where import AND

from attune.foundation.tenancy.fields import wall_key
from attune.foundation.tenancy.scope import current_scope
from attune.kernel.identifiers import new_id

if TYPE_CHECKING:
    from typing import Self

M = TypeVar("M", bound=models.Model)


class WalledQuerySet(models.QuerySet[M]):
    """Rows behind a wall."""

    def first(self) -> M | None:
        """Return the first row or None. What an id names is one row at most, and needs no order."""
        if self.ordered or not self._is_of_one_id():
            return super().first()
        return next(iter(self[:1]), None)

    def _is_of_one_id(self) -> bool:
        where = self.query.where
        if where.negated or where.connector != AND:
            return False
        table = self.query.base_table
        told = (one for one in where.children if isinstance(one, Exact) and one.rhs_is_direct_value())
        named = (one.lhs for one in told if isinstance(one.lhs, Col))
        return any(column.target.primary_key and column.alias == table for column in named)


class WalledManager(models.Manager[M]):
    """Adds ``practice_id = …`` to every query: the second belt, and on Citus the way to one shard."""

    _queryset_class = WalledQuerySet

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
