"""What the page remembers from one opening to the next: a table of names and values."""

import json

from jazzcore.library.storage.database import Database

Value = str | int | float | bool
"""What a setting may be."""


class Settings:
    """The remembered settings of a home. Every method raises StoreError where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, name: str, value: Value) -> None:
        """Save a value in place of the one of the same name.

        Parameters
        ----------
        name : str
            The name of the setting.
        value : str, int, float or bool
            Its new value.
        """
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, json.dumps(value)))

    def all(self) -> dict[str, Value]:
        """All saved values, by name."""
        with self._database.reading() as connection:
            return {row["name"]: json.loads(row["value"]) for row in connection.execute("SELECT * FROM settings")}
