"""Static files under names that carry their content's hash, modules' imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Rewrites the imports inside ES modules too, so that every file may be cached for good."""

    support_js_module_import_aggregation = True
