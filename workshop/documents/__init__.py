"""What is taken out of a workshop: every format is made from one Result, read from one snapshot."""
