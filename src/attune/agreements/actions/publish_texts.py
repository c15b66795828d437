"""Publishing the texts that come with Attune."""

import re
from pathlib import Path

from django.db import transaction

from attune.agreements.errors import TextChanged
from attune.agreements.models import AgreementText
from attune.agreements.permissions import PUBLISH_TEXT
from attune.agreements.rules.kinds import AgreementKind
from attune.agreements.rules.texts import DraftText, read_text, require_contents
from attune.foundation.authorization import Actor, authorize

FOLDER = Path(__file__).parents[1] / "texts"
_NAME = re.compile(r"(\w+)-(\d+)\.md")


@transaction.atomic
def publish_text(actor: Actor, draft: DraftText) -> bool:
    """Publish one version of one agreement; return whether it was not there yet.

    Raises NotPermitted, ContentsMissing, TextUnreadable, or TextChanged where the version has other words.
    """
    authorize(actor, PUBLISH_TEXT)
    require_contents(draft)
    known = AgreementText.objects.filter(kind=draft.kind, version=draft.version).first()
    if known is not None:
        if known.text_hash != draft.text_hash:
            raise TextChanged(draft.kind, draft.version)
        return False
    AgreementText.objects.create(
        kind=draft.kind.value,
        version=draft.version,
        title=draft.title,
        body=draft.body,
        contents=dict(draft.contents),
        text_hash=draft.text_hash,
        effective_on=draft.effective_on,
    )
    return True


def publish_texts_at_install(actor: Actor) -> int:
    """Publish every text of the folder that is not published yet, and return how many. Raises as publish_text."""
    return sum(publish_text(actor, draft) for draft in texts_of_folder())


def texts_of_folder(folder: Path = FOLDER) -> list[DraftText]:
    """Return the texts that files tell, ``<kind>-<version>.md`` each."""
    found = sorted((path, match) for path in folder.iterdir() if (match := _NAME.fullmatch(path.name)))
    return [read_text(AgreementKind(match[1]), int(match[2]), path.read_text()) for path, match in found]
