"""The window. Holds no rule of the domain and never imports SQLAlchemy."""
