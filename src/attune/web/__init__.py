"""The pages: five areas, their components, and who may open what."""
