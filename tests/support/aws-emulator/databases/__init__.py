"""The real database server behind the emulated RDS."""
