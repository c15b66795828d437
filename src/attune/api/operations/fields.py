"""Kinds of text that requests may carry."""

from typing import Annotated

from pydantic import StringConstraints

LINE = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"
"""One line with something in it, free of control characters (PostgreSQL stores no NUL)."""

Label = Annotated[str, StringConstraints(max_length=80, pattern=LINE)]
ScopeName = Annotated[str, StringConstraints(max_length=32, pattern=r"^[a-z_]+:[a-z_]+$")]
