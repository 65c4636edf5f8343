"""The words with which every placeholder of a new policy's folder begins."""

TO_BE_WRITTEN = "To be written"
