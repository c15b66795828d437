"""Settings both editions share; which environment applies is read from ATTUNE_ENVIRONMENT."""
