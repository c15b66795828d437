"""When a provider works: the same pages for themselves and for who keeps the practice's calendars."""
