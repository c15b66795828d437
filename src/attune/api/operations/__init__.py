"""The operations themselves, thin: a schema in, a query or action, a schema out."""
