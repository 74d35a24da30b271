"""What is done about users in the background."""
