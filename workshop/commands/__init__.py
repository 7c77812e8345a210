"""What may be done: the vocabulary, who may, once, and taken back."""
