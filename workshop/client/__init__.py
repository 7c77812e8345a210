"""The contract from the other side."""
