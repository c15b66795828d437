"""The directory's table."""

from attune.directory.models.listing import Listing

__all__ = ["Listing"]
