"""Which dialogs there are. A name and plain arguments are enough to open one, also again after a lock."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from ui.dialogs.dialog import Dialog
from ui.session import Session

DIALOGS: Mapping[str, str] = {
    "add_colleague": "AddColleague",
    "add_company": "AddCompany",
    "add_contact": "AddContact",
    "add_goal": "AddGoal",
    "add_pair": "AddPair",
    "add_record": "AddRecord",
    "begin_pulse": "BeginPulse",
    "change_passphrase": "ChangePassphrase",
    "change_record": "ChangeRecord",
    "change_sharing": "ChangeSharing",
    "cut_line": "CutLineDialog",
    "delete_companies": "DeleteCompanies",
    "erase": "EraseForGood",
    "fill_form": "FillForm",
    "import_list": "ImportList",
    "look_back": "LookBack",
    "make_bundle": "MakeBundle",
    "make_report": "MakeReport",
    "move_card": "MoveCard",
    "my_card": "MyCard",
    "name_view": "NameView",
    "nda_default": "NdaDefault",
    "new_round": "NewRound",
    "opportunity": "NewOpportunity",
    "place_stage": "PlaceStage",
    "programme_record": "ProgrammeRecord",
    "programme_relationships": "ProgrammeRelationships",
    "programme_rules": "ProgrammeRules",
    "programme_targets": "ProgrammeTargets",
    "quick_capture": "QuickCapture",
    "record_conversation": "RecordConversation",
    "recovery_key": "RecoveryKey",
    "restore_backup": "RestoreBackup",
    "search": "SearchEverywhere",
    "set_lead": "SetLead",
    "stop_exchange": "StopExchange",
    "take_back": "TakeBack",
    "take_out": "TakeOut",
    "visit_pack": "VisitDialog",
    "weights": "Weights",
    "xray": "XrayDialog",
}
"""Name, which is also the module below `ui.dialogs`, and class."""


def build(name: str, session: Session, arguments: Mapping[str, Any], parent: QWidget | None) -> Dialog:
    """Make a dialog by name. Raises KeyError for a name that does not exist."""
    made = getattr(import_module(f"ui.dialogs.{name}"), DIALOGS[name])(session, **arguments, parent=parent)
    dialog = cast(Dialog, made)
    dialog.opened_as(name, arguments)
    return dialog
