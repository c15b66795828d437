"""A model field for encrypted text, and the value it gives: one that shows nothing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.core import checks
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from attune.foundation.encryption.envelope import Place, key_version_of, seal, unseal
from attune.foundation.encryption.errors import NotComparable, RowUnknown
from attune.foundation.encryption.keyring import opening_key, sealing_key
from attune.foundation.tenancy.fields import HolderKey, PersonKey, WallKey, wall_key, wall_key_or_none
from attune.foundation.tenancy.scope import current_scope

SHOWN = "[encrypted]"


class Sealed(bytes):
    """A ciphertext as it is stored."""


class EncryptedText:
    """A text that is read on purpose only: ``reveal()`` decrypts, everything else shows a placeholder."""

    __slots__ = ("_is_person", "_place", "_plain", "_sealed")

    def __init__(
        self,
        *,
        plain: str | None = None,
        sealed: Sealed | None = None,
        place: Place | None = None,
        is_person: bool | None = None,
    ) -> None:
        self._plain = plain
        self._sealed = sealed
        self._place = place
        self._is_person = is_person

    def reveal(self) -> str:
        """Return the text. Raises NoScope, Tampered or KeyDestroyed."""
        if self._plain is not None:
            return self._plain
        assert self._sealed is not None
        assert self._place is not None
        version = key_version_of(self._sealed, self._place)
        key = opening_key(self._place.holder_id, version, is_person=_resolved(self._is_person))
        return unseal(self._sealed, key=key, place=self._place)

    def __str__(self) -> str:
        return SHOWN

    def __repr__(self) -> str:
        return SHOWN

    def __format__(self, _: str) -> str:
        return SHOWN

    def __reduce__(self) -> NoReturn:
        raise TypeError("An encrypted text is not pickled.")

    def __copy__(self) -> EncryptedText:
        return self

    def __deepcopy__(self, _: object) -> EncryptedText:
        return self


class EncryptedAttribute(DeferredAttribute):
    """Takes texts, gives encrypted texts that know where they stand."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        """Return the value bound to its row."""
        held = super().__get__(instance, cls)
        if isinstance(held, Sealed):
            is_person = _is_persons(wall_key(instance))
            return EncryptedText(sealed=held, place=place_of(instance, self.field), is_person=is_person)
        return held

    def __set__(self, instance: Any, value: object) -> None:
        """Take a text, a stored ciphertext, or what the same row gave before."""
        name = self.field.attname
        if isinstance(value, str):
            value = EncryptedText(plain=value)
        elif isinstance(value, EncryptedText) and value._sealed is not None:
            if value._place != place_of(instance, self.field):
                raise RowUnknown(str(self.field))
            value = value._sealed
        elif not (value is None or isinstance(value, Sealed | EncryptedText)):
            raise TypeError(f"{self.field} takes text, not {type(value).__name__}.")
        instance.__dict__[name] = value


if TYPE_CHECKING:
    BinaryField = models.Field[str | EncryptedText, EncryptedText]
else:
    BinaryField = models.BinaryField


class EncryptedTextField(BinaryField):
    """Text of any length under the data key of the row's holder. For tables with a wall only.

    Assign a ``str``; it is encrypted when the row is saved, by ``save``, ``create`` or ``bulk_create``.
    ``update`` and ``bulk_update`` are refused, as is every comparison but ``isnull``.
    With a ``purpose`` the text has a key that encrypts nothing else.
    """

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Carry the purpose along when the field is cloned."""
        name, path, args, kwargs = super().deconstruct()
        if self.purpose:
            kwargs["purpose"] = self.purpose
        return name, path, args, kwargs

    if TYPE_CHECKING:
        _pyi_private_set_type: str | EncryptedText
        _pyi_private_get_type: EncryptedText

    descriptor_class = EncryptedAttribute

    def get_default(self) -> Any:
        """Return an empty text where nothing else was asked for."""
        return super().get_default() if self.has_default() else (None if self.null else "")

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> Sealed | None:
        """Return the ciphertext; the attribute binds it to its row."""
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """Return the ciphertext to store: new for a new text, and for one under a key no longer in use."""
        held = model_instance.__dict__.get(self.attname)
        if held is None:
            return None
        wall_key(model_instance).fill(model_instance)
        place = place_of(model_instance, self)
        is_person = _resolved(_is_persons(wall_key(model_instance)))
        version, key = sealing_key(place.holder_id, is_person=is_person, purpose=self.purpose)
        if isinstance(held, Sealed):
            if not add and key_version_of(held, place) == version:
                return held
            held = EncryptedText(sealed=held, place=place, is_person=is_person)
        return Sealed(seal(held.reveal(), key=key, key_version=version, place=place))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Store ciphertexts only. Raises RowUnknown for a text that no row was given for."""
        if not (value is None or isinstance(value, Sealed) or hasattr(value, "as_sql")):
            raise RowUnknown(str(self))
        return super().get_db_prep_save(value, connection)

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison: a random nonce makes each ciphertext unlike any other."""
        if lookup_name != "isnull":
            raise NotComparable(str(self), lookup_name)
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse to be written into fixtures. Raises RowUnknown."""
        raise RowUnknown(str(self))

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a table that no holder's key belongs to, or that everyone reads."""
        found: list[checks.CheckMessage] = super().check(**kwargs)
        key = wall_key_or_none(self.model)
        if key is None or key.wall.is_published:
            found.append(checks.Error("An encrypted text needs a table with a holder.", obj=self, id="encryption.E001"))
        return found


def place_of(instance: models.Model, field: models.Field[Any, Any]) -> Place:
    """Return where a field of a row stands."""
    options = instance._meta
    row_id = options.pk.to_python(instance.pk)
    assert field.column is not None
    return Place(getattr(instance, wall_key(instance).attname), options.db_table, row_id, field.column)


def _is_persons(key: WallKey) -> bool | None:
    """Return whether a table's texts stand under a person's key; None where the scope decides."""
    return None if isinstance(key, HolderKey) else isinstance(key, PersonKey)


def _resolved(is_person: bool | None) -> bool:
    return current_scope("An encrypted text").practice_id is None if is_person is None else is_person
