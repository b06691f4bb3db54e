"""Two sounds over the same bars with one transport."""
