"""Entry of the packaged window."""

from ui.app import main

if __name__ == "__main__":
    raise SystemExit(main())
