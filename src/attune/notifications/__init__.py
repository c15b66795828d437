"""Messages to people: what is sent, to whom, whether it arrived, and what they want to get."""
