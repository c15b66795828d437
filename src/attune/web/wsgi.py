"""The web process: pages and APIs over WSGI."""

from django.core.wsgi import get_wsgi_application

from attune.foundation.edition import require_own_edition

application = get_wsgi_application()
require_own_edition()
