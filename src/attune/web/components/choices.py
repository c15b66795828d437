"""Labels of choices that need a second line."""


class Described(str):
    """A choice's label with a line under it: `Described("Video", "From any browser, no app")`."""

    hint: str

    def __new__(cls, label: str, hint: str = "") -> "Described":
        """Return the label; it compares and prints as the label alone."""
        described = super().__new__(cls, label)
        described.hint = hint
        return described

    def __deepcopy__(self, _memo: object) -> "Described":
        """Return itself: forms copy their choices, and a label never changes."""
        return self
