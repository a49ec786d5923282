"""From the received bytes to text tables: kinds of file, encodings, headings, rows that are no data."""
