"""Shipped files; see ctip_desktop/resources.py."""
