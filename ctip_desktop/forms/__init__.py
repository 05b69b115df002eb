"""What is asked: forms as data, and the engine that fills them."""
