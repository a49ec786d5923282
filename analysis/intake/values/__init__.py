"""From the texts of a column to dates, numbers, roads and positions; each distinct text is read once."""
