"""The operator console: exceptions, practices, jobs, the trail."""
