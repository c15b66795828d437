"""Documents by typst, a typesetter that needs no system library."""
