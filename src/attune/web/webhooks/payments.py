"""Where the payment processor tells that something changed: checked, kept, answered; looked up later."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from attune.billing.actions.note_event import note_event
from attune.billing.gateways import EventRefused, event_source
from attune.foundation.rate_limits.counting import Bucket, count_use
from attune.kernel.rate_limit import RateLimit
from attune.web.access import system_page
from attune.web.middleware import address_of

BYTES_MAX: Final = 512 * 1024
REFUSED_PER_ADDRESS: Final = RateLimit(requests=60, seconds=60)
"""What is signed is never counted: events come in bursts, and each must be kept."""


@csrf_exempt  # its signature says who sent it; there is no browser and no cookie
@require_POST
@system_page
def payment_events(request: HttpRequest) -> HttpResponse:
    """Keep a signed event and answer 200; 400 for what is forged, old or cut, 413 for what is too long."""
    if int(request.headers.get("Content-Length") or 0) > BYTES_MAX:
        return HttpResponse("too_long\n", status=413, content_type="text/plain")
    try:
        event = event_source().event(request.body, signature=request.headers.get("Stripe-Signature", ""))
    except EventRefused as refusal:
        [level] = count_use([Bucket(f"payment-events:{address_of(request)}", REFUSED_PER_ADDRESS)])
        if level.is_exceeded:
            headers = {"Retry-After": str(level.resets_in)}
            return HttpResponse("too_many\n", status=429, content_type="text/plain", headers=headers)
        return HttpResponse(f"refused: {refusal.reason}\n", status=400, content_type="text/plain")
    note_event(event)
    return HttpResponse("kept\n", content_type="text/plain")
