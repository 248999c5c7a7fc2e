"""Getting the built site onto a host."""
