"""Reading what is published: everybody may."""
