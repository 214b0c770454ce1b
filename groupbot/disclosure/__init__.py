"""What somebody gets out of a deployment who carries it off, or compels its operator (docs/SUBPOENA.md)."""
