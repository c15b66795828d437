"""Six weeks that have passed, lived through by the product's own actions: who came, and what became of it."""
