"""The site is built aside, and takes the place of the one before when all editions are complete: a build that fails leaves that alone."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler, clean_directory


class Aside:
    """Where the site is built, and where it is to stand."""

    def __init__(self, config: MkDocsConfig):
        self.config = config
        self.place = config.site_dir
        self.folder = TemporaryDirectory(prefix="convdoc-site-")
        config.site_dir = self.folder.name

    def publish(self) -> None:
        """Put the site where it is to stand, unless MkDocs will end the build for its warnings. What begins with a dot stays there."""
        if not (self.config.strict and has_warned()):
            Path(self.place).mkdir(parents=True, exist_ok=True)
            clean_directory(self.place)
            shutil.copytree(self.folder.name, self.place, dirs_exist_ok=True)
        self.drop()

    def drop(self) -> None:
        self.config.site_dir = self.place
        self.folder.cleanup()


def has_warned() -> bool:
    """Whether the counter that MkDocs keeps of its warnings, in a strict build, has counted any."""
    return any(isinstance(handler, CountHandler) and handler.get_counts() for handler in logging.getLogger("mkdocs").handlers)
