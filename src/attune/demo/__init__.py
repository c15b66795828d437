"""The product on one machine with one command: its processes, its one port, its small world."""
