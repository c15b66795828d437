"""Plain values every layer may use: identifiers here, money and intervals as they come."""
