"""The database server that comes with Attune, for the demo, the tests and a developer's machine."""
