"""What people read, in their own language: catalogues, plural forms, numbers, dates and the direction of writing."""
