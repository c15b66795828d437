"""E-mail, by any server that speaks SMTP."""
