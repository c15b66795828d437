"""What notifications refuse, and what a delivery runs into."""

from uuid import UUID


class NotificationError(Exception):
    """Base of what goes wrong with messages."""


class WrongFields(NotificationError):
    """A message was asked for with other facts than its kind tells."""

    def __init__(self, kind: str, names: frozenset[str]) -> None:
        super().__init__(f"{kind}: {', '.join(sorted(names))}")
        self.kind = kind
        self.names = names


class CategoryRequired(NotificationError):
    """Messages of this category cannot be switched off."""

    def __init__(self, category: str) -> None:
        super().__init__(category)
        self.category = category


class DeliveryPostponed(NotificationError):
    """The mail server asked for another try, or gave no answer; the job tries again."""

    def __init__(self, message_id: UUID, code: str) -> None:
        super().__init__(str(message_id), code)
        self.message_id = message_id
        self.code = code


class NoSuchMessage(NotificationError):
    """There is no message of this id for this holder."""

    def __init__(self, message_id: UUID) -> None:
        super().__init__(str(message_id))
        self.message_id = message_id


class UnknownFact(NotificationError):
    """A template names something its kind does not tell."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
