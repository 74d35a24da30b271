"""Services about users."""
