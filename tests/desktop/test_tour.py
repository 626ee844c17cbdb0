"""The tour: one order walks through the house in the real windows, from take-over of the books to the credit note."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from desktop.tour import drive

_DOCUMENTS = ("orderbekräftelse", "plocklista", "följesedel", "faktura", "kreditfaktura", "saldobalans", "verifikat")
_PATIENT = 1.0  # seconds; tests beside it share the processors, and `kontor tour` alone judges by 0.1


@pytest.fixture
def told() -> list[str]:
    return []


def test_a_day_goes_from_an_empty_computer_to_books_that_hold(
    home: Path, tmp_path: Path, told: list[str], qapp: QApplication
) -> None:
    problem = drive(home, tmp_path, told.append, stall=_PATIENT)

    assert problem == "", "\n".join(told)
    for name in _DOCUMENTS:
        with pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") as document:
            assert document[0].get_textpage().get_text_range().strip(), name
    assert "4 450,00" in _text(tmp_path / "faktura.pdf")
    assert len(list(tmp_path.glob("*.png"))) > len(_DOCUMENTS)


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        text: str = document[0].get_textpage().get_text_range()
    return text.replace("\xa0", " ").replace("\u202f", " ")
