# What the bot says in English. Ids, variables and tags are the same in every language (tests/replies hold it).
# HTML: b, i, code only. Arguments arrive escaped. Addresses are never put here: they stand on lines of their own.

language-name = English
# Each of these alone, in any language, means "leave me alone".
stop-words = stop|unsubscribe|stop it|stop this|stop bot|leave me alone|go away|quit|opt out|don't reply to me|no more replies

## Ratings

rating-false = False
rating-misleading = Misleading
rating-unsupported = Unsupported
rating-unproven = Unproven
rating-satire = Satire
rating-true = True
rating-mixed = Partly true
rating-and-own-words = { $rating } (in the publisher’s words: “{ $own }”)

## Roles

role-user = user
role-reviewer = reviewer
role-editor = editor
role-admin = admin
role-owner = owner

## Fields of a claim: the first name is shown, each may be typed

field-statement = statement|claim
field-rating = rating
field-link = link|url
field-claimant = claimant|speaker
field-language = language
field-phrasing = phrasing
field-publisher = publisher
field-reason = reason
