"""A service runs from one file, as its image has it."""

from __future__ import annotations

import shutil
import tempfile
import unittest
import zipapp
from pathlib import Path

from tests.calls import SERVICES, fetch, running

NOT_PACKAGED = shutil.ignore_patterns("__pycache__")


class PackageTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def package(self, entry_point: str, *sources: str) -> str:
        """A zipapp of these folders, with the packages that hold them."""
        root = self.folder / "root"
        for source in sources:
            shutil.copytree(SERVICES / source, root / source, ignore=NOT_PACKAGED)
            for parent in list(Path(source).parents)[:-1]:
                shutil.copy(SERVICES / parent / "__init__.py", root / parent)
        target = self.folder / "service.pyz"
        zipapp.create_archive(root, target, main=entry_point)
        return str(target)

    def test_nested_service_runs_from_one_file(self) -> None:
        with running(self.package("users.api.app:main", "base", "users/api")) as address:
            self.assertEqual(fetch(f"{address}/api/v1/users"), (200, b'{"users": []}\n'))

    def test_page_comes_out_of_the_package(self) -> None:
        with running(self.package("infosite.app:main", "base", "infosite")) as address:
            self.assertIn(b"<h1>", fetch(f"{address}/")[1])
