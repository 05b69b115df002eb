"""What Home says of backups and of the last exchange with a colleague; it depends on the moment, so that it is always worked out afresh."""

from __future__ import annotations

from datetime import datetime, timedelta

from ctip_desktop.queries.days import day_words
from ctip_desktop.queries.home_views import BackupCard, Colleague
from ctip_desktop.workspace.backups import Health

TESTED = timedelta(days=8)
"""A backup restored for trying within this time is called checked."""

OLD_BACKUP = timedelta(days=7)

LATE = timedelta(days=30)
"""Without an exchange for longer than this, a colleague is late."""


def lateness(each: Colleague, now: datetime) -> Colleague:
    """The same colleague with the days since the last exchange as they are at this moment."""
    since = now - each.last if each.last else None
    return Colleague(each.device, each.person, each.name, each.last, since.days if since else None, each.missing, since is not None and since > LATE)


def backup_card(health: Health, now: datetime, *, exchanged: bool) -> BackupCard:
    """What to say of the backups. Only one that was restored for trying is called checked. exchanged: a colleague holds something of it."""
    made, tested = (at.astimezone() if at else None for at in (health.made_at, health.rehearsed_at))
    if health.trouble:
        return BackupCard("warn", "The last backup was not made", health.trouble, made)
    if made is None:
        lost = "everything since the last exchange" if exchanged else "everything written here"
        return BackupCard("warn", "No backup yet", f"If this laptop breaks, {lost} is lost.", None)
    if health.changed_since and now - made > OLD_BACKUP:
        return BackupCard("warn", f"Last backup {day_words(made.date())}", "What was written since then is only on this laptop.", made)
    if tested is not None and now - tested <= TESTED:
        return BackupCard("ok", f"Backup checked on {day_words(tested.date())}", "Restored to a test file and complete.", tested)
    when_tested = f"Last restored for trying on {day_words(tested.date())}." if tested else "It was not restored for trying yet."
    return BackupCard("quiet", f"Backup made on {day_words(made.date())}", when_tested, made)
