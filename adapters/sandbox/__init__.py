"""The sandbox: a simulated platform, at once the fake of all tests and the page that an admin meets first."""
