"""Who may practise, where and when, decided from plain values."""
