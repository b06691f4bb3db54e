"""The Play tab: choose changes and settings, generate, listen."""
