"""From a model and a chart to a Solo. Imports `evaluation` and below."""
