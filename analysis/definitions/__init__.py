"""What words mean: calendars, periods, areas, code lists, limits; everything is read from ``data/reference``."""
