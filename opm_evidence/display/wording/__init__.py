"""The one place where numbers meet prose: a module for each kind of sentence.

Sentences are short and plain, and no number stands without its unit and its date. Rules and counts
come as codes and facts from synthesis/; the words for them are here.
"""
