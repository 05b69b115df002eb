"""One file per revision: `rNNNN_what.py`, number and successor inside."""
