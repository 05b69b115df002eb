"""The window. Holds no rule of the domain and never imports SQLAlchemy."""

from ui.refcount import protect_true

protect_true()
