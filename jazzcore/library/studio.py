"""The studio: one facade for all that is saved in one home, as files and in SQLite."""

import datetime
import os
from pathlib import Path

from platformdirs import user_data_path

from jazzcore.errors import StoreError
from jazzcore.library.blind.votes import Votes
from jazzcore.library.charts import Charts
from jazzcore.library.corpora import Corpora
from jazzcore.library.marks import now
from jazzcore.library.models import SHIPPED_FOLDER, Models
from jazzcore.library.settings import Settings
from jazzcore.library.storage.database import Database
from jazzcore.library.storage.files import FileStore
from jazzcore.library.takes import Takes

HOME_VARIABLE = "JAZZ_STUDIO_HOME"
DAYS_TO_RESTORE = 30
"""How long what was deleted can be restored."""

_HOME_NAME = "jazz-studio"


def studio_home() -> Path:
    """The folder of the studio: what JAZZ_STUDIO_HOME names, else `jazz-studio` in the user's data folder."""
    named = os.environ.get(HOME_VARIABLE)
    return Path(named) if named else user_data_path(_HOME_NAME, appauthor=False)


class Studio:
    """The takes, models, corpora, charts, votes and settings of one home.

    Any thread and any process may use it at any time. The database is opened when it is first needed, so models are
    listed and played even where it is damaged.
    """

    def __init__(self, home: Path, shipped: Path = SHIPPED_FOLDER) -> None:
        """Make the home where it is missing.

        Parameters
        ----------
        home : Path
            The folder that holds it all.
        shipped : Path
            The folder of the bundles that ship with the project.

        Raises
        ------
        StoreError
            If the home cannot be made.
        """
        files, database = FileStore(home), Database(home)
        self.home = home
        self.takes = Takes(files, database)
        self.models = Models(files, database, shipped)
        self.corpora = Corpora(files)
        self.charts = Charts(database)
        self.votes = Votes(database)
        self.settings = Settings(database)

    def holder_of(self, item_id: str) -> Takes | Models:
        """The takes or the models, whichever hold that id; raises StoreError where neither does."""
        if item_id in self.takes:
            return self.takes
        if any(entry.bundle_id == item_id for entry in self.models.list()):
            return self.models
        raise StoreError(f"Nothing that is saved has the id {item_id!r}; take one from the list.")

    def purge(self) -> None:
        """Remove the takes and the models that were deleted more than 30 days ago; raises StoreError."""
        before = now() - datetime.timedelta(days=DAYS_TO_RESTORE)
        self.takes.purge(before)
        self.models.purge(before)
