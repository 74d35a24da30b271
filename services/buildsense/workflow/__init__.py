"""What is done about builds in the background."""
