"""The groups the bot is in: their numbers, addresses, standing lines and the policy each lives under."""
