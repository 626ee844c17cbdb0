"""Starting: commands load nothing of Qt, and the first window waits for nothing that it does not show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(code: str, home: Path) -> str:
    environment = {**os.environ, "KONTOR_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip().splitlines()[-1]


def test_a_command_loads_nothing_of_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from desktop.__main__ import main; status = main(['--help']);"
        " print(status, sorted(name for name in sys.modules if name.startswith('PySide6')))"
    )

    assert run(code, tmp_path) == "0 []"


def test_the_first_window_shows_before_database_and_documents_are_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; application = QApplication([]);"
        " from desktop.program import Program; from desktop.settings import Settings;"
        " program = Program(application, Settings()); program.start();"
        " heavy = {'sqlalchemy', 'psycopg', 'pypdfium2', 'reportlab', 'alembic'} & set(sys.modules);"
        " shown = program.window.isVisible(); program.window.close(); program.close(); print(shown, sorted(heavy))"
    )

    assert run(code, tmp_path) == "True []"


def test_a_crash_in_the_program_leaves_its_trace_in_the_log(tmp_path: Path) -> None:
    code = (
        "from desktop.logging import start_logging; from desktop.faults import record_fault, catch_everything;"
        " import sys; file = start_logging(); told = []; catch_everything(told.append);"
        " sys.excepthook(ZeroDivisionError, ZeroDivisionError('by hand'), None);"
        " text = file.read_text(encoding='utf-8'); print(told[0].params['reference'] in text, 'by hand' in text)"
    )

    assert run(code, tmp_path) == "True True"
    assert (tmp_path / "log" / "crash.log").exists()
