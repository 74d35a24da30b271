"""Work units: a queue in the maintenance server, and workers that claim from it."""
