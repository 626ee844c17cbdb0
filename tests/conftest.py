"""What all tests share: no screen, the run's database cluster, clones of a built database."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.support.collecting", "tests.support.english", "tests.support.server", "tests.support.office"]
