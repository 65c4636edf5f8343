"""What stands over all packs: front page, index, lasting addresses, feed, catalogue."""
