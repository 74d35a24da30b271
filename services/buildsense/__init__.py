"""Services about builds."""
