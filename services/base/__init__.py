"""What all services share: HTTP, health, settings, work units. Standard library only."""
