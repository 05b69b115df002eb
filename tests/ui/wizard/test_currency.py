"""The currency of an amount stands beside it; who types it in small letters is not sent back."""

from __future__ import annotations

from ctip_desktop.forms.model import Answer
from ctip_desktop.interop.values import read_cell
from tests.ui.wizard.filling import kept, opened


def test_an_amount_shows_the_currency_that_was_answered_and_none_before(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.go_to("turnover")
    amount = page.wizard.card("turnover")
    assert amount.field.currency.text() == ""
    amount.field.line.setText("2500000")
    amount.commit()
    page.wizard.go_to("turnover_currency")
    currency = page.wizard.card("turnover_currency")
    currency.field.line.setText("thb")
    currency.commit()
    assert kept(session, page, "turnover_currency") == Answer.of("THB")
    assert amount.field.currency.text() == "THB"
    assert currency.view.trouble is None


def test_what_is_no_currency_is_told_and_kept(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.card("turnover").field.line.setText("10")
    page.wizard.commit()
    currency = page.wizard.card("turnover_currency")
    currency.field.line.setText("baht")
    currency.commit()
    assert kept(session, page, "turnover_currency") == Answer.of("BAHT")
    assert currency.view.trouble.kind == "hard"


def test_a_list_and_the_quick_entry_row_read_small_letters_too(session):
    form = session.workspace.catalogue.form("contribution")
    assert read_cell(form.question("currency"), "usd").answer == Answer.of("USD")
    assert read_cell(form.question("value"), "usd").answer.value is None
