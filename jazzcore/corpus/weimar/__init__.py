"""The Weimar Jazz Database: its solos as lead sheets. Imports `harmony` and `sandbox`."""
