"""The first run: create a programme, open a file, restore a backup, or look around; then passphrase, recovery key, backup place."""

from ui.pages.first_run.first_run import FirstRun

__all__ = ["FirstRun"]
