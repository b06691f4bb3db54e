"""Recipes, networks, training, bundles and the sampler."""
