"""Takes deliveries from GitHub."""
