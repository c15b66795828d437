"""Telehealth's rules: values in, values out."""
