"""What the answers mean: pure functions over plain values."""
