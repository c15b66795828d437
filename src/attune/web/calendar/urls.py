"""The addresses of the calendar, in either area that has one."""

from django.urls import URLPattern, path

from attune.foundation.authorization import Permission
from attune.scheduling.booking_permissions import CHANGE_APPOINTMENTS, CHANGE_OWN_APPOINTMENTS
from attune.web.access import Area, staff_page
from attune.web.calendar import views


def calendar_urls(area: Area, see: Permission) -> list[URLPattern]:
    """Return the addresses below ``<area>/calendar``; ``see`` opens them, changing asks for more."""
    at, one = f"{area}/calendar", f"{area}/calendar/<uuid:appointment_id>"
    change = CHANGE_OWN_APPOINTMENTS if area is Area.PROVIDER else CHANGE_APPOINTMENTS
    looks, changes = staff_page(area, see), staff_page(area, change)
    return [
        path(at, looks(views.calendar), name=f"{area}_calendar"),
        path(f"{at}/list", looks(views.sessions_list), name=f"{area}_calendar_list"),
        path(f"{at}/feed", looks(views.feed), name=f"{area}_calendar_feed"),
        path(one, looks(views.session), name=f"{area}_session"),
        path(f"{one}/move", changes(views.move), name=f"{area}_move_session"),
        path(f"{one}/cancel", changes(views.cancel), name=f"{area}_cancel_session"),
        path(f"{at}/seats/<uuid:seat_id>/attendance", changes(views.attendance), name=f"{area}_attendance"),
    ]
