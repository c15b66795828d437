"""The practice console: who may practise, and what needs doing."""
