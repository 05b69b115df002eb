"""How changes travel, merge and can be trusted."""
