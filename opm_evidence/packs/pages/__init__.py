"""What an executed notebook turns into for readers: a page without scripts, and one with."""
