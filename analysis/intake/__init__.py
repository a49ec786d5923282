"""From a file as it was received to tidy rows and findings; nothing is judged while reading, nothing is lost."""
