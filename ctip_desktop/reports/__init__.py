"""What is handed over: PDF."""
