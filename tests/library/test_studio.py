"""The studio: where its home is, what it remembers, and what a damaged database leaves in use."""

from pathlib import Path

import pytest

from jazzcore.errors import StoreError
from jazzcore.library.charts import TypedChart
from jazzcore.library.settings import Value
from jazzcore.library.storage.database import FILE_NAME
from jazzcore.library.studio import HOME_VARIABLE, Studio, studio_home


@pytest.fixture
def ada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a person who has not said where the studio is to keep things."""
    for name in (HOME_VARIABLE, "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_the_home_is_in_the_users_data_folder_unless_the_environment_names_another(
    ada: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert studio_home().name == "jazz-studio"
    assert ada in studio_home().parents
    monkeypatch.setenv("XDG_DATA_HOME", str(ada / "data"))
    assert studio_home() == ada / "data" / "jazz-studio"
    monkeypatch.setenv(HOME_VARIABLE, str(ada / "a studio"))
    assert studio_home() == ada / "a studio"
    assert list(ada.iterdir()) == []


def test_a_home_that_cannot_be_made_is_reported_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match=r"file/home cannot hold .* name another folder in JAZZ_STUDIO_HOME"):
        Studio(tmp_path / "file" / "home")


@pytest.mark.parametrize("value", ["studio", 12, 0.5, False, "Étude “1”"])
def test_a_setting_is_there_after_a_restart_and_the_last_value_counts(studio: Studio, value: Value) -> None:
    studio.settings.save("epochs", 7)
    studio.settings.save("epochs", value)

    assert Studio(studio.home).settings.all() == {"epochs": value}


def test_typed_charts_are_listed_newest_first_after_a_restart(studio: Studio) -> None:
    for title, text in (("Mine", "C7"), ("Yours", "F7"), ("Mine", "Dm7 | G7")):
        studio.charts.save(TypedChart(title, text))

    again = Studio(studio.home).charts
    assert again.list() == (TypedChart("Mine", "Dm7 | G7"), TypedChart("Yours", "F7"))
    assert again.find("Yours") == TypedChart("Yours", "F7")
    assert again.find("Theirs") is None


def test_models_are_listed_where_the_database_is_damaged(studio: Studio) -> None:
    (studio.home / FILE_NAME).write_bytes(b"no database at all" * 100)

    damaged = Studio(studio.home, studio.home / "no shipped ones")

    assert damaged.models.list() == ()
    with pytest.raises(StoreError, match="cannot be used"):
        damaged.takes.list()


def test_a_database_of_an_earlier_version_gets_the_tables_it_lacks(studio: Studio) -> None:
    studio.takes.list()
    with studio.takes._database.writing() as connection:
        connection.execute("DROP TABLE settings")

    assert Studio(studio.home).settings.all() == {}
