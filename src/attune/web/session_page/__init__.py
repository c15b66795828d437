"""The session page: before, during and after one session, each part for who may see it."""
