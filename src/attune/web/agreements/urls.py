"""The addresses of the pages about agreements, in either area that has them."""

from django.urls import URLPattern, path

from attune.agreements.permissions import SEE_AGREEMENTS
from attune.foundation.authorization import Permission
from attune.web.access import Area, staff_page
from attune.web.agreements import views


def agreement_urls(area: Area, *, at: str, prefix: str, permission: Permission = SEE_AGREEMENTS) -> list[URLPattern]:
    """Return the addresses below ``at`` for an area; ``prefix`` leads their names."""
    return [
        path(at, staff_page(area, permission)(views.agreements), name=f"{prefix}agreements"),
        path(f"{at}/sign/<slug:kind>", staff_page(area, permission)(views.sign), name=f"{prefix}sign_agreement"),
        path(
            f"{at}/<uuid:signature_id>.pdf",
            staff_page(area, permission)(views.signed_document),
            name=f"{prefix}agreement_document",
        ),
    ]
