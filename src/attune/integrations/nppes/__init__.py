"""NPPES, the national registry of providers: its read API, version 2.1."""
