"""A person who signs in. The user's id is the person's id everywhere."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from attune.kernel.identifiers import new_id


class UserManager(BaseUserManager["User"]):
    """Finds users by their normalized address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this address, whatever its case."""
        return self.get(email=normal_address(username or ""))


class User(AbstractBaseUser):
    """One sign-in; it may be a patient of two practices, a guardian and a provider."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True, help_text="Stored in lower case.")
    name = models.CharField(max_length=120, help_text="The name the person goes by.")
    zone = models.CharField(max_length=40, default="America/New_York", help_text="IANA name, for times shown.")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="address_is_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the address normalized, so that looking it up needs no function over the column."""
        self.email = normal_address(self.email)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def normal_address(address: str) -> str:
    """Return an e-mail address as it is stored and looked up: trimmed, in lower case."""
    return address.strip().lower()
