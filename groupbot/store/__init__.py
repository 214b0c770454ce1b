"""The database: declared tables, units of work, leases, erasures and the outbox."""
