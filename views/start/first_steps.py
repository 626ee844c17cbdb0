"""What a new company begins with: its books, its customers, its first invoice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QWidget

from models.database.rights import Permission
from models.finance.today import FirstSteps
from resources.language import N_, _
from views.kit.host import Host, Link
from views.kit.text import Card, Label, column, heading, note, row
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do first: `name` as in `FirstSteps`; texts are marked with N_."""

    name: str
    title: str
    about: str
    act: str
    permission: str
    link: Link


STEPS: tuple[Step, ...] = (
    Step(
        "books",
        N_("Take your books over"),
        N_("A SIE file from the program you used before brings accounts, balances and vouchers."),
        N_("Import SIE"),
        Permission.FINANCE_IMPORT,
        Link("exchange.import", arguments={"kind": "sie"}),
    ),
    Step(
        "customers",
        N_("Take your customers over"),
        N_("A spreadsheet with a name in each row is enough. Suppliers come the same way."),
        N_("Import customers"),
        Permission.CONTACTS_EDIT,
        Link("exchange.import", arguments={"kind": "parties"}),
    ),
    Step(
        "invoices",
        N_("Write the first invoice"),
        N_("It is kept as a draft until you post it."),
        N_("New invoice"),
        Permission.FINANCE_INVOICE_EDIT,
        Link("finance.customer_invoice"),
    ),
)


class StepBox(QWidget):
    """A step with its button."""

    def __init__(self, host: Host, step: Step) -> None:
        super().__init__()
        self._host, self.step = host, step
        self.button = QPushButton(_(step.act))
        self.button.clicked.connect(self._open)
        layout = column(self, spacing=SPACE_1)
        layout.addWidget(Label(_(step.title), strong=True))
        layout.addWidget(note(_(step.about)))
        line = row()
        line.setContentsMargins(0, SPACE_1, 0, 0)
        line.addWidget(self.button)
        line.addStretch()
        layout.addStretch()
        layout.addLayout(line)

    def _open(self) -> None:
        self._host.open(self.step.link)


class FirstStepsCard(Card):
    """The steps that are not done and that the user may do; hidden when there are none."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.boxes = [StepBox(host, step) for step in STEPS if host.allows(step.permission)]
        self.unfinished = True
        layout = column(self, margin=SPACE_4, spacing=SPACE_3)
        layout.addWidget(heading(_("Begin here")))
        line = row(spacing=SPACE_4)
        for box in self.boxes:
            line.addWidget(box, 1)
        line.addStretch()
        line.setSpacing(SPACE_4 + SPACE_2)
        layout.addLayout(line)
        self.hide()

    def show_steps(self, steps: FirstSteps) -> None:
        """Show what is not done; nothing of what the user cannot know of."""
        for box in self.boxes:
            box.setVisible(getattr(steps, box.step.name) is False)
        self.unfinished = any(not box.isHidden() for box in self.boxes)
        self.setVisible(self.unfinished)
