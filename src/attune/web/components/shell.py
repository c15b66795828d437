"""The frame of an area: brand, navigation, practice switch, search, the person's menu."""

from dataclasses import dataclass
from enum import StrEnum

from attune.web.components.people import Portrait
from attune.web.components.text import Text

BAR_PLACES = 4


class Density(StrEnum):
    """Calm for patients and the public, staff for those who work here all day."""

    CALM = "calm"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose place this is: the product's own mark, or a practice's name that runs on it."""

    name: str = "Attune"
    edition: str = "marketplace"
    home_url: str = "/"
    support: str = ""
    is_product: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """How many things there are to do at a place, and what they are ("to sign")."""

    number: int
    label: Text


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place of the rail; deep ones stand behind More on the phone."""

    label: Text
    url: str
    icon: str = ""
    count: Count | None = None
    is_current: bool = False
    is_deep: bool = False
    heading: Text = ""


@dataclass(frozen=True, slots=True)
class PracticeChoice:
    """One practice a person may act for."""

    key: str
    name: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class PracticeSwitch:
    """The practices a person may act for, and where the choice is posted as `practice`."""

    url: str
    choices: tuple[PracticeChoice, ...]

    @property
    def current(self) -> PracticeChoice | None:
        """Return the practice the person acts for now."""
        return next((choice for choice in self.choices if choice.is_current), None)

    @property
    def is_open(self) -> bool:
        """Whether there is more than one practice to choose from."""
        return len(self.choices) > 1


@dataclass(frozen=True, slots=True)
class Search:
    """Where a search goes, and what can be found there."""

    url: str
    placeholder: Text


@dataclass(frozen=True, slots=True)
class PersonMenu:
    """The person who is signed in, and the ways of their own account."""

    portrait: Portrait
    email: str
    links: tuple[NavItem, ...]
    sign_out_url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything `layouts/shell.html` draws around a page.

    `idle_seconds` locks the page after that long without a touch; 0 never locks.
    """

    area: str
    density: Density
    brand: Brand
    navigation: tuple[NavItem, ...]
    person: PersonMenu
    practices: PracticeSwitch | None = None
    search: Search | None = None
    foot: Text = ""
    help_url: str = ""
    idle_seconds: int = 0
    is_live: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether pages keep to the calm width of 60 rem."""
        return self.density is Density.CALM

    @property
    def deep_items(self) -> tuple[NavItem, ...]:
        """Return the places behind More on the phone."""
        return tuple(item for item in self.navigation if item.is_deep)

    @property
    def has_more(self) -> bool:
        """Whether the bar needs its fifth place."""
        return bool(self.deep_items) or bool(self.practices and self.practices.is_open)

    @property
    def has_privacy_switch(self) -> bool:
        """Whether names and amounts of others appear in this area."""
        return self.density is Density.STAFF


@dataclass(frozen=True, slots=True)
class PublicSite:
    """Everything `layouts/public.html` draws around a public page.

    `home_url` stands there instead of the sign-in for who is signed in.
    """

    brand: Brand
    navigation: tuple[NavItem, ...] = ()
    sign_in_url: str = ""
    home_url: str = ""
    foot: Text = ""
    foot_links: tuple[NavItem, ...] = ()
