"""What a page is made of: one frozen dataclass per component, drawn by the tag of the same name."""
