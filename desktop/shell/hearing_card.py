"""What a person wants to be told of: a tick for each kind of notification, in force from the moment on."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from models.company.notifications import KINDS, mute_kinds, muted_kinds
from models.database.errors import KontorError
from resources.language import _
from views.kit.host import Host, Level, Message
from views.kit.text import Card, column, heading, note
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2, SPACE_4


class HearingCard(Card):
    """Holds in every company, on every computer."""

    def __init__(self, host: Host, widest: int) -> None:
        super().__init__()
        self._host = host
        keep(self, QWidget.setMaximumWidth, partial(scaled, widest))
        inside = column(self, margin=SPACE_4, spacing=SPACE_2)
        inside.addWidget(heading(_("Notifications")))
        inside.addWidget(note(_("The bell at the top tells you, on whatever computer you sign in.")))
        self.ticks = {kind: QCheckBox(_(words)) for kind, words in KINDS.items()}
        for tick in self.ticks.values():
            tick.setEnabled(False)  # until it is known how it stands
            tick.clicked.connect(self._on_ticked)
            inside.addWidget(tick)
        host.read(muted_kinds, {}, on_done=self._on_known, on_failed=self._on_failed)

    def _on_known(self, muted: frozenset[str]) -> None:
        for kind, tick in self.ticks.items():
            tick.setChecked(kind not in muted)
            tick.setEnabled(True)

    def _on_ticked(self) -> None:
        muted = frozenset(kind for kind, tick in self.ticks.items() if not tick.isChecked())
        self._host.run(mute_kinds, {"kinds": muted}, on_done=self._on_kept, on_failed=self._on_failed)

    def _on_kept(self, _nothing: object) -> None:
        """What is ticked is in force."""

    def _on_failed(self, error: KontorError) -> None:
        self._host.tell(Message(self._host.explain(error), Level.ERROR, replaces="hearing"))
