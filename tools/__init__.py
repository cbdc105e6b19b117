"""What is needed beside the program to keep it: the lock files."""
