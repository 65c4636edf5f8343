"""How a pack is published: run, render, bundle, verify, list. Only this room writes outputs/."""
