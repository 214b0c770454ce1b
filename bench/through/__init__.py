"""A press through each platform's real library: our bot, and the smallest one that does the same act."""
