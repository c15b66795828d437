"""What authorization refuses."""


class NotPermitted(Exception):
    """The actor holds no role that carries the permission."""

    def __init__(self, permission_name: str) -> None:
        super().__init__(permission_name)
        self.permission_name = permission_name
