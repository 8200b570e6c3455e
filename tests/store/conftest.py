"""What several rooms of the store's tests share."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from higherthanthou.store.engine.database import Database
from higherthanthou.store.upkeep import backup


@pytest.fixture(scope="session")
def empty_backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables of a backup, made as a backup makes them."""
    path = tmp_path_factory.mktemp("backups") / "empty.db"
    file = Database(URL.create("sqlite", database=str(path)))
    backup._prepare(file, path)
    file.close()
    return path


@pytest.fixture
def quick_backup(empty_backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests about what comes after: every migration for each empty file takes longer than all else."""
    monkeypatch.setattr(
        backup, "_prepare", lambda file, _: shutil.copyfile(empty_backup, str(file.url.database))
    )
