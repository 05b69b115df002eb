"""`python -m ctip_desktop.cli` is `ctip`."""

from ctip_desktop.cli.app import main

if __name__ == "__main__":
    main()
