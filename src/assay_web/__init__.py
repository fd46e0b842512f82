"""The platform: people, money, pages."""
