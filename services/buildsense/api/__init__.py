"""Takes the events of builds, and tells what became of them."""
