"""Who is suggested to whom: hard requirements first, then a named score with its reasons."""
