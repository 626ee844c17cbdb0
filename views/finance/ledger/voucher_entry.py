"""Entering a voucher by keyboard: account, text, debit or credit; the difference stays in sight, one key balances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.finance.posting import PostedEntry, VoucherDraft, VoucherLine, copy_voucher, post_vouchers
from resources.language import N_, _
from views.finance.pickers import ACCOUNT_NUMBER, PARTY, TAX_CODE
from views.kit.action import Action, ActionContext, Row
from views.kit.entry_page import EntryPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.keys import keys, native

ZERO = Decimal("0.00")
_BALANCE = "finance.voucher.balance"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a voucher as it is entered."""

    day: date | None
    text: str = ""
    series: str = "A"
    corrects_id: int | None = None
    kind: str = "regular"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is entered; `source` keeps what has no column, as of a copied voucher."""

    account: str | None = None
    account_name: str = ""
    text: str = ""
    party_id: int | None = None
    party_name: str = ""
    tax_code: str | None = None
    debit: Decimal | None = None
    credit: Decimal | None = None
    needs_party: bool = False
    source: VoucherLine | None = None

    @property
    def amount(self) -> Decimal:
        """Debit positive."""
        return (self.debit or ZERO) - (self.credit or ZERO)


def _fill_account(line: Line, row: Row) -> Line:
    needs_party = row["role"] in {"receivable", "payable"}
    return replace(line, account_name=str(row["name"]), needs_party=needs_party)


def _fill_party(line: Line, row: Row) -> Line:
    return replace(line, party_name=str(row["name"]))


def _mostly(_line: Line) -> bool:
    """Seldom filled in, and there for Tab."""
    return True


def _check(line: Line) -> Mapping[str, str]:
    if line.debit and line.credit:
        return {"credit": _("Only debit or credit, not both.")}
    return {} if line.debit or line.credit else {"debit": _("Enter the amount.")}


def _is_empty(line: Line) -> bool:
    return line.account is None and not line.text and not line.amount and line.party_id is None


def _sums(lines: Sequence[Line]) -> Mapping[str, object]:
    return {
        "debit": sum((line.debit or ZERO for line in lines), ZERO),
        "credit": sum((line.credit or ZERO for line in lines), ZERO),
    }


def difference(lines: Sequence[Line]) -> Decimal:
    """Debit less credit."""
    return sum((line.amount for line in lines), ZERO)


def _totals(lines: Sequence[Line]) -> Sequence[Total]:
    left = difference(lines)
    return (Total(_("Difference") if left else _("Balanced"), left, strong=bool(left)),)


GRID: GridSpec[Line] = GridSpec(
    columns=(
        GridColumn(
            "account",
            N_("Account"),
            FieldKind.PICKER,
            width=8,
            picker=ACCOUNT_NUMBER,
            shown=lambda line: line.account or "",
            fill=_fill_account,
            required=True,
        ),
        GridColumn("account_name", N_("Name"), FieldKind.SHOWN, width=26),
        GridColumn("text", N_("Text"), passed_when=_mostly),
        GridColumn(
            "party_id",
            N_("Party"),
            FieldKind.PICKER,
            width=20,
            picker=PARTY,
            shown=lambda line: line.party_name,
            fill=_fill_party,
            passed_when=lambda line: not line.needs_party,
        ),
        GridColumn(
            "tax_code",
            N_("Tax code"),
            FieldKind.PICKER,
            width=8,
            picker=TAX_CODE,
            shown=lambda line: line.tax_code or "",
            passed_when=_mostly,
        ),
        GridColumn("debit", N_("Debit"), FieldKind.MONEY, passed_when=lambda line: bool(line.credit)),
        GridColumn("credit", N_("Credit"), FieldKind.MONEY, passed_when=lambda line: bool(line.debit)),
    ),
    new=Line,
    is_empty=_is_empty,
    column_totals=_sums,
    totals=_totals,
    check=_check,
)

FORM: FormSpec[Head] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("day", N_("Date"), FieldKind.DATE, required=True),
                Field("series", N_("Series"), required=True, max_length=10),
                Field("text", N_("Text"), wide=True),
            ),
            across=4,
        ),
    )
)


class VoucherEntryPage(EntryPage[Head, Line]):
    """A new voucher: empty, a copy (`copy_of` an entry), or a `draft` handed over by a correction."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("New voucher"), form=FORM, draft=Head(host.today), grid=GRID, link=link)
        self.set_actions(
            (
                Action(
                    _BALANCE,
                    N_("Balance out"),
                    self._balance,
                    shortcut="F8",
                    icon="check",
                    enabled=self._nothing_to_balance,
                ),
                Action(
                    "finance.voucher.post",
                    N_("Post"),
                    self._post,
                    Permission.FINANCE_POST,
                    "Ctrl+Return",
                    "save",
                    enabled=self._why_not_posted,
                    primary=True,
                ),
            )
        )
        draft, copied = link.arguments.get("draft"), link.arguments.get("copy_of")
        if isinstance(draft, VoucherDraft):
            self._on_copied(draft)
        elif copied is not None:
            host.read(copy_voucher, {"entry_id": copied}, on_done=self._on_copied_voucher)
        self.grid.left_at_end.connect(self._on_left_at_end)

    def _on_copied_voucher(self, draft: VoucherDraft) -> None:
        self._on_copied(replace(draft, corrects_id=None, date=self.host.today))

    def _on_copied(self, draft: VoucherDraft) -> None:
        if draft.corrects_id is not None:
            self.set_title(_("Correction"), draft.text)
        head = Head(draft.date, draft.text, draft.series, draft.corrects_id, draft.kind)
        self.show_document(head, [_as_line(line) for line in draft.lines])

    def _on_left_at_end(self) -> None:
        if self._why_not_posted(self.context()) is None:
            self._post(self.context())

    def _nothing_to_balance(self, context: ActionContext) -> str | None:
        del context
        return None if difference(self.lines) else _("The voucher balances.")

    def _why_not_posted(self, context: ActionContext) -> str | None:
        del context
        if self.busy:
            return _("It is being posted.")
        if not self.lines:
            return _("There are no lines yet.")
        pressed = native(keys().of(_BALANCE, "F8")) or _("Balance out")
        differs = _("Debit and credit differ. {keys} balances on the line of the cursor.").format(keys=pressed)
        return differs if difference(self.lines) else None

    def _balance(self, context: ActionContext) -> None:
        """Put what is missing on the line of the cursor, or on the last line with an account."""
        del context
        place = self.grid.table.currentIndex().row()
        row = place if 0 <= place < len(self.lines) else len(self.lines) - 1
        line = self.grid.line(row)
        wanted = line.amount - difference(self.lines)
        debit, credit = (wanted, None) if wanted > 0 else (None, -wanted or None)
        self.grid.replace_line(row, replace(line, debit=debit, credit=credit), step=_("Balance out"))

    def _post(self, context: ActionContext) -> None:
        del context
        if not self.check():
            return
        head = self.draft
        assert head.day is not None  # noqa: S101 - the form has checked it
        voucher = VoucherDraft(
            date=head.day,
            lines=tuple(map(_as_stored, self.lines)),
            text=head.text,
            series=head.series,
            kind=head.kind,
            corrects_id=head.corrects_id,
        )
        self.work_on(post_vouchers, {"vouchers": (voucher,)}, then=self._on_posted)

    def _on_posted(self, posted: tuple[PostedEntry, ...]) -> None:
        """Stay for the next one, on the same day and in the same series."""
        self._last = Link("finance.voucher", posted[0].id)
        text = _("Voucher {voucher} is posted.").format(voucher=f"{posted[0].series}{posted[0].number}")
        self.host.tell(Message(text, Level.SUCCESS, MessageAction(_("Open"), self._open_last), replaces="posted"))
        self.set_title(_("New voucher"))
        self.show_document(Head(self.draft.day, series=self.draft.series), ())
        self.form.setFocus()

    def _open_last(self) -> None:
        self.host.open(self._last)


def _as_line(line: VoucherLine) -> Line:
    return Line(
        account=line.account,
        text=line.text,
        party_id=line.party_id,
        tax_code=line.tax_code,
        debit=line.amount if line.amount > 0 else None,
        credit=-line.amount if line.amount < 0 else None,
        source=line,
    )


def _as_stored(line: Line) -> VoucherLine:
    source = line.source or VoucherLine(line.account or "", line.amount)
    changed = source.amount != line.amount or source.account != line.account
    return replace(
        source,
        account=line.account or "",
        amount=line.amount,
        text=line.text,
        party_id=line.party_id,
        tax_code=line.tax_code,
        currency=None if changed else source.currency,
        amount_currency=None if changed else source.amount_currency,
    )
