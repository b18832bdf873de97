"""Claims that come by themselves: feeds, sitemaps, pages, APIs and dumps of fact-checkers, followed politely.

What a source says is taken in by `taking_in`, the one door: published where its operator said so and nothing
speaks against it, else proposed to an editor. `syncing` reads what is due, `discovery` finds out what an
address is, `web` is the only way out to the network.
"""
