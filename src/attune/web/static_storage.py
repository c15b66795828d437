"""Static files under names that carry their content's hash, modules' imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Rewrites the imports inside ES modules too, so that every file may be cached for good."""

    support_js_module_import_aggregation = True
