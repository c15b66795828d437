"""The websocket process: what keeps open pages up to date."""

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

pages = get_asgi_application()

from attune.foundation.edition import require_own_edition  # noqa: E402  (Django is set up above)
from attune.foundation.garbage import leave_what_is_loaded  # noqa: E402
from attune.web.live.consumer import LiveConsumer  # noqa: E402
from attune.web.live.free_times import FreeTimesConsumer  # noqa: E402
from attune.web.live.visit import VisitConsumer  # noqa: E402

require_own_edition()

sockets = [
    path("ws/live", LiveConsumer.as_asgi()),
    path("ws/free-times/<uuid:offering_id>", FreeTimesConsumer.as_asgi()),
    path("ws/visits/<uuid:seat_id>", VisitConsumer.as_asgi()),
    path("ws/rooms/<uuid:appointment_id>", VisitConsumer.as_asgi()),
]
application = ProtocolTypeRouter({"http": pages, "websocket": URLRouter(sockets)})
leave_what_is_loaded()
