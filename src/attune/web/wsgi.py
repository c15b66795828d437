"""The web process: pages and APIs over WSGI."""

from django.core.wsgi import get_wsgi_application

from attune.foundation.edition import require_own_edition
from attune.foundation.garbage import leave_what_is_loaded

application = get_wsgi_application()
require_own_edition()
leave_what_is_loaded()
