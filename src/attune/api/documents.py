"""The OpenAPI documents of the running edition, as they are published."""

import json
from collections.abc import Iterable
from importlib import import_module

from django.conf import settings

from attune.api.shared.instance import AttuneAPI


def apis() -> Iterable[AttuneAPI]:
    """Return the running edition's APIs: those its addresses lead to."""
    offered: Iterable[AttuneAPI] = import_module(settings.API_URLS).apis
    return offered


def documents() -> dict[str, str]:
    """Return each API's document by its file's name; the same code gives the same bytes."""
    return {
        f"{api.document_name}.json": json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False) + "\n"
        for api in apis()
    }
