"""Every claim about speed and size, as a ratio to a named baseline measured in the same run. `make bench` prints them."""
