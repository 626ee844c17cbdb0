"""The settings of the embedded server, written anew at each start; the user's own go into `local.conf` beside them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from models.database.errors import Unavailable

_SETTINGS: Mapping[str, str] = {
    "max_connections": "100",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "huge_pages": "off",
    "random_page_cost": "1.1",
    "jit": "off",  # compiling costs more than it saves in statements of a few milliseconds
    "wal_compression": "on",
    "timezone": "UTC",
    "datestyle": "ISO, YMD",
    "default_text_search_config": "pg_catalog.simple",
    "lc_messages": "C",
    "lc_monetary": "C",
    "lc_numeric": "C",
    "lc_time": "C",
    "logging_collector": "on",
    "log_filename": "server-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u %a ",
}


def settings_text(*, log: Path, socket_folder: Path | None, port: int, extra: Mapping[str, str]) -> str:
    """The text of `postgresql.conf`; without a socket folder the server listens on the loopback address only."""
    settings = dict(_SETTINGS) | {"log_directory": log.as_posix(), "port": str(port)}
    if socket_folder is None:
        settings |= {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
    else:
        settings |= {
            "listen_addresses": "",
            "unix_socket_directories": socket_folder.as_posix(),
            "unix_socket_permissions": "0700",
        }
    if sys.platform == "darwin":
        settings["wal_sync_method"] = "fsync_writethrough"  # the default leaves the data in the drive's own memory
    lines = [f"{name} = {_quoted(value)}" for name, value in (settings | dict(extra)).items()]
    heading = "# Written by Kontor at each start. Your own settings belong in local.conf in this folder."
    return "\n".join([heading, *lines, "include_if_exists = 'local.conf'", ""])


def _quoted(value: str) -> str:
    if "\n" in value:
        raise Unavailable("server.unsafe_folder", path=value)
    doubled = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
