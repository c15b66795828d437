"""Fault runs: the product in processes that are killed, with a processor that forgets, and what must hold anyway."""
