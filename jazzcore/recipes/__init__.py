"""Recipes: one object each, for encoding, training, improvising and describing. Imports `improvise` and below."""
