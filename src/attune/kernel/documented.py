"""What a policy's field is called in the reference: the metadata of its dataclass field."""


def documented(label: str, *, none: str = "no limit") -> dict[str, str]:
    """Return the metadata of a field whose row is called ``label``; ``none`` is what None means."""
    return {"label": label, "none": none}
