"""After a restore: what was under way still arrives, and whoever holds the lost laptop reads nothing new."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctip_desktop.errors import BadBundle
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.sync import exchange
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.workspace import Workspace
from tests.robustness.conftest import Pair


def restored(pair: Pair, lina: Workspace, name: str) -> Path:
    made = backups.make(lina, pair.place / "b").path
    return backups.restore(made, pair.place / name, key=lina.secret.key)


def test_a_bundle_under_way_to_the_old_card_can_still_be_opened_after_two_restores(pair: Pair) -> None:
    with pair.fresh() as (lina, joram):
        company = queries.list_records(joram, "company")[0].id
        records.answer_many(joram, company, {"place": records.Answer.of("Port of the late letter")})
        path = pair.place / "late.ctipbundle"
        exchange.make(joram, path, to=[lina.device.id])
        restored(pair, lina, "once.ctip")
    with pair.opened("once.ctip") as once:
        assert once.restored
        restored(pair, once, "twice.ctip")
    with pair.opened("twice.ctip") as twice:
        assert twice.device.id not in {lina.device.id, once.device.id}
        assert exchange.preview(twice, path).changed
        exchange.bring_in(twice, path)
        assert queries.show(twice, company).answers["place"].answer.value == "Port of the late letter"
        assert queries.check(twice).ok


def test_a_lost_laptop_cannot_read_what_is_made_for_the_new_card(pair: Pair) -> None:
    with pair.fresh() as (lina, joram):
        restored(pair, lina, "new.ctip")
        with pair.opened("new.ctip") as new:
            assert new.device.recipient != lina.device.recipient
            exchange.trust(joram, exchange.card(new).text)
            path = pair.place / "new.ctipbundle"
            exchange.make(joram, path, to=[new.device.id])
            exchange.bring_in(new, path)
        with pytest.raises(BadBundle, match="there is no key for it here"):
            exchange.preview(lina, path)
