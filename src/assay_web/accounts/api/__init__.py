"""What the API needs of accounts: who calls, with which scope."""
