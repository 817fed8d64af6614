"""Ways out: calendars, a site of calendars, tables."""
