"""Who our users are, as a JSON API."""
