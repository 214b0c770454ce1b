"""An invented chat and its whole adapter: the example of docs/add-a-platform.md."""
