"""A signed-in (or anonymous) browser session; the key itself is only in the cookie."""

from django.db import models


class Session(models.Model):
    """One browser. Only the hash of its key is stored, so the table signs nobody in."""

    key_hash = models.CharField(primary_key=True, max_length=64)
    user = models.ForeignKey("identity.User", on_delete=models.CASCADE, null=True, related_name="browser_sessions")
    active_practice = models.ForeignKey("practices.Practice", on_delete=models.SET_NULL, null=True, related_name="+")
    contents = models.JSONField(default=dict)
    browser = models.CharField(max_length=80, blank=True, help_text="Which browser on which system.")
    address = models.GenericIPAddressField(null=True)
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(help_text="Written at most once a minute.")
    ends_at = models.DateTimeField(db_index=True, help_text="The absolute end.")

    def __str__(self) -> str:
        return self.key_hash[:8]

    @property
    def reference(self) -> str:
        """A name for pages and the trail: enough to tell a person's sessions apart, useless as a key."""
        return self.key_hash[:16]
