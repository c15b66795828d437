"""The calendars: a provider's own, and the practice's by provider."""
