"""What a person can do next: a link or a button that posts."""

from dataclasses import dataclass, field
from enum import StrEnum

from attune.web.components.text import Text


class Weight(StrEnum):
    """How loud a button is; `PRIMARY` once per region, `NOW` once per page."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"
    NOW = "now"


class Size(StrEnum):
    """How large a button is; `LARGE` is for patients and the public."""

    SMALL = "small"
    NORMAL = ""
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Action:
    """A verb and its object, and where it leads.

    `posts` makes it a form with a CSRF token; `fields` travel with it. `about` is read out after the label
    where the eye sees what is meant from the row.
    """

    label: Text
    url: str
    weight: Weight = Weight.SECONDARY
    icon: str = ""
    posts: bool = False
    fields: tuple[tuple[str, str], ...] = field(default=())
    busy_label: Text = ""
    dialog: str = ""
    about: Text = ""
