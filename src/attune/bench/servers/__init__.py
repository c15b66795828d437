"""Two web processes to compare: the product with a floor page, and Django alone saying hello."""
