"""From a kind and its facts to subject, text and HTML, in the reader's language and zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Engine
from django.utils import timezone, translation

import attune
from attune.foundation.messages import MessageKind
from attune.notifications.errors import UnknownFact
from attune.notifications.facts import Fact

PACKAGE = Path(attune.__file__).parent
LIBRARIES = {"i18n": "django.templatetags.i18n", "tz": "django.templatetags.tz"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready to be carried."""

    subject: str
    text: str
    html: str


def rendered(kind: MessageKind, facts: Mapping[str, Fact], *, practice_name: str, zone: str, locale: str) -> Rendered:
    """Return the message as its reader gets it. The subject knows the brand and the practice alone."""
    public = {"brand": settings.MAIL_BRAND, "practice": practice_name}
    with translation.override(locale), timezone.override(ZoneInfo(zone)):
        subject = _filled(f"{kind.folder}/subject.txt", public, escape=False)
        told = {**facts, **public, "subject": " ".join(subject.split())}
        return Rendered(
            subject=" ".join(subject.split()),
            text=_filled(f"{kind.folder}/body.txt", told, escape=False).strip() + "\n",
            html=_filled(f"{kind.folder}/body.html", told, escape=True),
        )


def _filled(name: str, told: Mapping[str, Any], *, escape: bool) -> str:
    context = Context(dict(told), autoescape=escape, use_tz=True)
    return _engine().get_template(name).render(context)


@cache
def _engine() -> Engine:
    """Return an engine that reads the contexts' messages and notifications' layout, and nothing else."""
    return Engine(
        dirs=[str(PACKAGE), str(PACKAGE / "notifications" / "templates")],
        libraries=LIBRARIES,
        builtins=["django.templatetags.i18n"],
        string_if_invalid=_Unknown("%s"),
    )


class _Unknown(str):
    """Makes a template that names an unknown fact fail instead of sending a gap."""

    __slots__ = ()

    def __mod__(self, name: Any) -> str:
        raise UnknownFact(str(name))
