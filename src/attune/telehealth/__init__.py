"""Telehealth: video rooms, who may enter, who was there."""
