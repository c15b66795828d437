"""Which edition runs here, who decided on it, and what that means."""

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from attune.foundation.edition import decision_record
from attune.web.access import PersonRequest
from attune.web.decisions import decision_facts
from attune.web.shells import shell_for


@require_GET
def edition(request: PersonRequest) -> HttpResponseBase:
    """Show the decision record."""
    words = {"shell": shell_for(request), "facts": decision_facts(decision_record())}
    return TemplateResponse(request, "operator/edition.html", words)
