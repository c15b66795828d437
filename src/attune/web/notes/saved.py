"""What the editor's script hears when a draft was kept."""

import json

from django.http import HttpResponse

from attune.foundation.clock import now
from attune.web.components.formatting import clock_time
from attune.web.greetings import viewer_zone


def saved_answer(revision: int) -> HttpResponse:
    """Return no content, and the event ``note-saved`` with the revision to go on from and the time of day."""
    told = {"revision": revision, "at": clock_time(now(), viewer_zone())}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"note-saved": told})})
