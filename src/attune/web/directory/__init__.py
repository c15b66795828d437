"""The public pages of who can be booked: the marketplace's directory, the clinic's team."""
