"""How this backend writes statements."""

from django.db.backends.postgresql import operations


class WallingOperations(operations.DatabaseOperations):
    """PostgreSQL's, with a compiler of our own."""

    compiler_module = "attune.foundation.tenancy.backend.compiler"
