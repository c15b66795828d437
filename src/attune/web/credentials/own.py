"""A provider's own credentials."""

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from attune.credentialing.queries.credentials import Credentials, own_credentials
from attune.foundation.clock import now
from attune.web.access import PersonRequest
from attune.web.components.notices import EmptyState
from attune.web.credentials import changes
from attune.web.credentials.page import credentials_page, own_address
from attune.web.shells import shell_for


@require_GET
def credentials(request: PersonRequest) -> HttpResponseBase:
    """Show one's licenses, what is missing, and where one can be booked."""
    found = own_credentials(request.actor)
    context: dict[str, object] = {"shell": shell_for(request)}
    if found is None:
        nobody = EmptyState(
            _("You are not set up as a provider here"),
            _("Ask those who run the practice to add you. Then your licenses have their place here."),
        )
        return TemplateResponse(request, "credentials/nobody.html", {**context, "nobody": nobody})
    page = credentials_page(found, now=now(), title=_("Credentials"), address=own_address, may_change=True)
    return TemplateResponse(request, "credentials/one.html", {**context, "page": page})


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponseBase:
    """Put a license of one's own on file."""
    return changes.add_page(request, _own(request), back_url=own_address("credentials"))


@require_http_methods(["GET", "POST"])
def renew(request: PersonRequest, license_id: UUID) -> HttpResponseBase:
    """Let a license of one's own last longer."""
    return changes.renew_page(request, _own(request), license_id, back_url=own_address("credentials"))


@require_http_methods(["GET", "POST"])
def identity(request: PersonRequest) -> HttpResponseBase:
    """Change one's name, NPI or birth date."""
    return changes.identity_page(request, _own(request), back_url=own_address("credentials"))


def _own(request: PersonRequest) -> Credentials:
    found = own_credentials(request.actor)
    if found is None:
        raise Http404
    return found
