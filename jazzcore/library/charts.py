"""The charts that a person typed, saved by their titles."""

from dataclasses import dataclass

from jazzcore.library.storage.database import Database


@dataclass(frozen=True, slots=True)
class TypedChart:
    """A chart as it was typed: its title, and its text in the notation of `music.charts.text`."""

    title: str
    text: str


class Charts:
    """The typed charts of a home. Every method raises StoreError where the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, chart: TypedChart) -> None:
        """Save a chart in place of the one with the same title; it is then the newest."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO charts (title, text) VALUES (?, ?)", (chart.title, chart.text))

    def list(self) -> tuple[TypedChart, ...]:
        """All saved charts, newest first."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT title, text FROM charts ORDER BY chart_id DESC")
            return tuple(TypedChart(row["title"], row["text"]) for row in found)

    def find(self, title: str) -> TypedChart | None:
        """The chart of that title; None where none is saved."""
        return next((chart for chart in self.list() if chart.title == title), None)
