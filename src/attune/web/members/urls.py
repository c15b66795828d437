"""The addresses of the pages about members, in either area that has them."""

from django.urls import URLPattern, path

from attune.identity.member_permissions import CHANGE_ROLES, END_MEMBERSHIPS, INVITE_MEMBERS, SEE_MEMBERS
from attune.web.access import Area, staff_page
from attune.web.members import views


def member_urls(area: Area, *, at: str, prefix: str = "") -> list[URLPattern]:
    """Return the addresses below ``at`` for an area; ``prefix`` leads their names."""
    one, invitation = f"{at}/<uuid:membership_id>", f"{at}/invitations/<uuid:invitation_id>"
    return [
        path(at, staff_page(area, SEE_MEMBERS)(views.members), name=f"{prefix}members"),
        path(f"{at}/invite", staff_page(area, INVITE_MEMBERS)(views.invite), name=f"{prefix}invite"),
        path(one, staff_page(area, SEE_MEMBERS)(views.member), name=f"{prefix}member"),
        path(f"{one}/roles", staff_page(area, CHANGE_ROLES)(views.roles), name=f"{prefix}member_roles"),
        path(f"{one}/end", staff_page(area, END_MEMBERSHIPS)(views.end), name=f"{prefix}end_membership"),
        path(
            f"{invitation}/resend",
            staff_page(area, INVITE_MEMBERS)(views.resend),
            name=f"{prefix}resend_invitation",
        ),
        path(
            f"{invitation}/withdraw",
            staff_page(area, INVITE_MEMBERS)(views.withdraw),
            name=f"{prefix}withdraw_invitation",
        ),
    ]
