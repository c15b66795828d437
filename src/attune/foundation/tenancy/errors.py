"""What goes wrong at the walls."""

from uuid import UUID


class TenancyError(Exception):
    """Base of everything the walls refuse."""


class NoScope(TenancyError):
    """A walled table was touched outside ``scope()``."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} belongs to one holder: open scope(...) first.")


class AlreadyInScope(TenancyError):
    """A scope was opened inside another one."""

    def __init__(self) -> None:
        super().__init__("A scope is open already. One transaction touches one holder.")


class WrongHolder(TenancyError):
    """A row was to be written for another holder than the scope's."""

    def __init__(self, given: UUID, scoped: UUID | None) -> None:
        super().__init__(f"The row names holder {given}, the scope {scoped}.")
        self.given = given
        self.scoped = scoped
