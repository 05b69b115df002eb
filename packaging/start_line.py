"""Entry of the packaged command line."""

from ctip_desktop.cli import main

if __name__ == "__main__":
    main()
