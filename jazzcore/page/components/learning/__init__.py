"""A row of buttons: what a model plays after some of its epochs."""
