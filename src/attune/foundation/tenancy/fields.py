"""The fields that mark a table: a key names whose row it is, and its presence raises the wall."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core import checks
from django.db import models

from attune.foundation.tenancy.errors import WrongHolder
from attune.foundation.tenancy.scope import Scope, current_scope
from attune.foundation.tenancy.walls import Plane, Wall

if TYPE_CHECKING:
    UUIDField = models.UUIDField[UUID, UUID]
    ForeignKey = models.ForeignKey[Any, Any]
else:
    UUIDField = models.UUIDField
    ForeignKey = models.ForeignKey


class WallKey(UUIDField):
    """The column that leads every key of the table. Subclasses say which holder it names."""

    column_name = ""
    row_function = ""
    is_published = False

    def __init__(
        self,
        *,
        plane: Plane = Plane.BUSINESS,
        append_only: bool = False,
        author_column: str = "",
        **kwargs: Any,
    ) -> None:
        """With ``plane=Plane.CARE`` the table is out of the business plane's reach.

        With ``author_column`` the database shows a row only to the person it names there.
        """
        self.plane = plane
        self.append_only = append_only
        self.author_column = author_column
        kwargs["editable"] = False
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        """Carry what shapes the wall into migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        if self.plane is not Plane.BUSINESS:
            kwargs["plane"] = self.plane
        if self.append_only:
            kwargs["append_only"] = True
        if self.author_column:
            kwargs["author_column"] = self.author_column
        return name, path, args, kwargs

    @property
    def wall(self) -> Wall:
        """The wall this field asks for."""
        function = self.row_function
        if self.plane is Plane.CARE:
            function = function.replace("app.", "app.care_")
        return Wall(self.column_name, function, self.is_published, self.append_only, self.author_column)

    def holder_in(self, opened: Scope) -> UUID | None:
        """Return whose rows the scope may touch in this table."""
        raise NotImplementedError

    def pre_save(self, model_instance: models.Model, add: bool) -> UUID:
        """Fill in the scope's holder. Raises NoScope, or WrongHolder when another one is named."""
        return self.fill(model_instance)

    def fill(self, model_instance: models.Model) -> UUID:
        """Give the row its holder and return it."""
        scoped = self.holder_in(current_scope(model_instance._meta.label))
        given = getattr(model_instance, self.attname)
        if scoped is None or (given is not None and given != scoped):
            raise WrongHolder(given, scoped)
        setattr(model_instance, self.attname, scoped)
        return scoped

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a key with another name, and a unique key that the holder does not lead."""
        found = super().check(**kwargs)
        if self.name != self.column_name:
            found.append(checks.Error(f"Name this field {self.column_name}.", obj=self, id="tenancy.E001"))
        options = self.model._meta
        for constraint in options.total_unique_constraints + [
            c for c in options.constraints if isinstance(c, models.UniqueConstraint) and c.condition is not None
        ]:
            if not constraint.fields or constraint.fields[0] != self.name:
                found.append(
                    checks.Error(f"{constraint.name} must begin with {self.name}.", obj=self.model, id="tenancy.E002")
                )
        found.extend(
            checks.Error(f"{field.name} is unique across holders.", obj=field, id="tenancy.E003")
            for field in options.local_fields
            if field.unique and not field.primary_key
        )
        found.extend(
            checks.Error("Use an explicit through model: it needs a key.", obj=field, id="tenancy.E004")
            for field in options.local_many_to_many
        )
        return found


class PracticeKey(WallKey):
    """The row belongs to a practice."""

    column_name = "practice_id"
    row_function = "app.practice()"

    def holder_in(self, opened: Scope) -> UUID | None:
        return opened.practice_id


class PersonKey(WallKey):
    """The row belongs to a person, before or beside any practice."""

    column_name = "person_id"
    row_function = "app.person()"

    def holder_in(self, opened: Scope) -> UUID | None:
        return opened.person_id


class HolderKey(WallKey):
    """The row belongs to whoever the scope is open on: the practice, the platform or the person."""

    column_name = "holder_id"
    row_function = "app.holder()"

    def holder_in(self, opened: Scope) -> UUID | None:
        return opened.holder_id


class PublishedKey(PracticeKey):
    """The row belongs to a practice and everyone may read it. For directory.Listing alone."""

    is_published = True


class PracticeForeignKey(ForeignKey):
    """A reference inside one holder: its constraint pairs the two tables' keys."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out what is always so."""
        name, path, args, kwargs = super().deconstruct()
        for always in ("db_constraint", "db_index"):
            kwargs.pop(always, None)
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a reference between tables that different keys lead."""
        found = super().check(**kwargs)
        ours, theirs = wall_key_or_none(self.model), wall_key_or_none(self.related_model)
        if ours is None or theirs is None or ours.column_name != theirs.column_name:
            found.append(
                checks.Error("Both ends need the same kind of key.", obj=self, id="tenancy.E005"),
            )
        return found


def wall_key_or_none(model: Any) -> WallKey | None:
    """Return the field that raises the model's wall, if it has one."""
    return next((field for field in model._meta.local_concrete_fields if isinstance(field, WallKey)), None)


def wall_key(model: Any) -> WallKey:
    """Return the field that raises the model's wall."""
    return next(f for f in model._meta.concrete_fields if isinstance(f, WallKey))
