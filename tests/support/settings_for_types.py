"""Settings the type checker reads the models through; no process runs with them."""

import os

os.environ.update(
    ATTUNE_ENVIRONMENT="test",
    ATTUNE_SECRET_KEY="types",
    ATTUNE_CONTEXT_KEY="00" * 32,
    DATABASE_URL="postgresql:///types",
)

from attune.editions.marketplace.settings import *  # noqa: F403
