"""What a test reads of a page: it may leave out marks and tags that no browser needs."""

from html.parser import HTMLParser


class _Attributes(HTMLParser):
    def __init__(self, name):
        super().__init__()
        self.name, self.found = name, []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name == self.name and value is not None]


def attributes(name, page):
    """Every value of the attribute with that name, in the order of the page."""
    reader = _Attributes(name)
    reader.feed(page)
    reader.close()
    return reader.found
