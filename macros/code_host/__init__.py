"""What workflows do on the code host: branches that keep people's work, pull requests, answers."""
