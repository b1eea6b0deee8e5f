"""Learning rules from pages."""
