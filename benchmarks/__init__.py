"""What the studio promises, measured: `make bench` prints the table that stands in the README."""
