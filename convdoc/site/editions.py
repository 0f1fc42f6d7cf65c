"""The editions of the site: one language a folder of pages, a configuration, and a folder of the built site.

`extra.editions` lists them, each with the folder below the root of the site where it is built (`link`). The edition
at the root has mkdocs.yml and builds the others too, each from its mkdocs.LANGUAGE.yml.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_relative_url

from convdoc.spec.editions import compare

AT_ROOT = "."


def editions(config: MkDocsConfig) -> list[dict[str, Any]]:
    return config.extra.get("editions", [])


def others(config: MkDocsConfig) -> list[dict[str, Any]]:
    return [edition for edition in editions(config) if edition["lang"] != config.theme["language"]]


def is_at_root(config: MkDocsConfig) -> bool:
    return any(edition["lang"] == config.theme["language"] and edition["link"] == AT_ROOT for edition in editions(config))


def pages_of(edition: dict[str, Any], config: MkDocsConfig) -> Path:
    """The folder of an edition's pages: the one beside this edition's."""
    return Path(config.docs_dir).with_name(edition["lang"])


def drift(config: MkDocsConfig) -> list[str]:
    """Where the other editions say something else than this one."""
    root = Path(config.config_file_path).parent
    return [message for edition in others(config) for message in compare(Path(config.docs_dir), pages_of(edition, config), root)]


def build_others(config: MkDocsConfig, command: str) -> None:
    """Build the other editions into the site of the edition at the root."""
    for edition in others(config):
        made = load_config(str(Path(config.config_file_path).with_name(f"mkdocs.{edition['lang']}.yml")),
                           site_dir=str(Path(config.site_dir) / edition["link"]), strict=config.strict,
                           use_directory_urls=config.use_directory_urls)
        made.site_url = config.site_url and config.site_url + edition["link"]
        made.plugins.on_startup(command=command, dirty=False)
        build(made, serve_url=made.site_url if command == "serve" else None)


def switch(url: str, config: MkDocsConfig) -> list[dict[str, Any]]:
    """The editions as a page at `url` of this one links to them: each to the same page."""
    return [edition | {"link": get_relative_url(address(edition["link"], url), address(folder(config), url))} for edition in editions(config)]


def root(url: str, config: MkDocsConfig) -> str:
    """The root of the whole site as a page at `url` of this edition links to it."""
    return get_relative_url(AT_ROOT, address(folder(config), url))


def folder(config: MkDocsConfig) -> str:
    """Where this edition lies in the site."""
    return next((edition["link"] for edition in editions(config) if edition["lang"] == config.theme["language"]), AT_ROOT)


def address(folder: str, url: str) -> str:
    """A page's address below the root of the whole site."""
    return str(PurePosixPath(folder, url)) + "/" * (url.endswith("/") or url in ("", ".", "./"))
