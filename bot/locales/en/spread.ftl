# How a claim spreads: charts, figures, origins, alerts, the weekly digest.

count-posts = { $count ->
    [one] one post
   *[other] { $count } posts
}
count-places = { $count ->
    [one] one place
   *[other] { $count } places
}
count-languages = { $count ->
    [one] one language
   *[other] { $count } languages
}
lasting-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
lasting-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
lasting-days = { $count ->
    [one] one day
   *[other] { $count } days
}

help-spread = show how a claim spreads
usage-spread = <code>/spread NUMBER [7d|30d|all] [light|dark]</code>
example-spread = <code>/spread 7 30d</code>
help-firstseen = show where a claim was seen first
usage-firstseen = <code>/firstseen NUMBER</code>
example-firstseen = <code>/firstseen 7</code>
help-trending = show which claims spread now
help-digest = get a summary of the week, or no more
usage-digest = <code>/digest on</code> or <code>/digest off</code>
example-digest = <code>/digest on</code>
help-addorigin = say who published a claim first, citing whom
usage-addorigin = <code>/addorigin NUMBER WHO | WHERE | WHEN | CITING | LINK</code>; only WHO must be given, an empty part stays between its bars. WHEN is a date, or a date and a time in UTC
example-addorigin = <code>/addorigin 7 Example Agency | its website | 2026-11-02 08:30 | “diplomatic channels” | https://example.org/agency</code>
help-origins = list who published a claim, citing whom
usage-origins = <code>/origins NUMBER</code>
example-origins = <code>/origins 7</code>
help-delorigin = remove an entry of /origins
usage-delorigin = <code>/delorigin NUMBER ENTRY</code>
example-delorigin = <code>/delorigin 7 2</code>

spread-title = <b>Claim { $claim }</b>: “{ $statement }”
spread-none = We have not seen claim { $claim } in any post in this period.
spread-seen = Seen by us: { $posts }, { $places }, { $languages }; first on { $when } ({ $where }).
spread-stances = { $asserting } assert it, { $reporting } report it, { $denying } deny it and { $asking } ask about it; half of the posts came within { $lasting }, and the last 24 hours brought { $recent } (usual for a day: { $usual }).
spread-checked = The fact-check came { $lasting } after the first sighting.
spread-checked-before = The fact-check came { $lasting } before the first sighting.
spread-unchecked = When the fact-check appeared is not known.
spread-checked-answered = The fact-check came { $lasting } after the first sighting, the first answer with it after { $answered }.
spread-checked-before-answered = The fact-check came { $lasting } before the first sighting; the first answer with it followed the sighting after { $answered }.
spread-covered = <i>We listened at { $places } from { $first } to { $last }; what was said elsewhere or before, we do not know.</i>
spread-period-unknown = The periods are 7d, 30d and all; the charts light and dark.
spread-in-private = Ask me that in private, please: it names places.
no-time-known = unknown

first-title = <b>Claim { $claim }: first seen by us</b>
first-on = <b>{ $name }</b>: { $when } ({ $where })
first-in = { $name }: { $when } ({ $where })
first-origin = Before that, by what editors entered:
first-chain = { $when } { $who } ← { $citing }
first-cites-nobody = names no source
first-unnamed = { $source } (names nobody)
first-check = Fact-check: { $when } ({ $who })
first-nowhere = We have not seen claim { $claim } in any post yet.
where-private = sent to us in private
where-unknown = a place without a name

trending-title = <b>What spreads now</b> (24 hours to { $when })
trending-line = <b>{ $claim }</b> { $statement } – { $posts }, { $places }; usual for a day: { $usual }
trending-none = We have seen no known claim in the last 24 hours.

digest-on = You get a summary of the week every seven days, the first on { $when }. /digest off ends it.
digest-off = You get no summary any more.
digest-was-off = You get no summary.
digest-choose = Write on or off.
digest-in-private = Ask me for the summary in private, please.
digest-title = <b>The week in claims</b> ({ $first } – { $last })
digest-figures = Seen by us: { $posts } of { $claims }.
digest-new = New this week: { $claims }
digest-none = We have seen no known claim this week.
digest-end = /digest off ends this summary.
count-claims = { $count ->
    [one] one claim
   *[other] { $count } claims
}

alert-rise = <b>Unusual rise</b>: claim { $claim } was seen in { $posts } at { $places } within 6 hours, where { $usual } are usual (robust z-score { $score }).
alert-more = “{ $statement }” /spread { $claim } shows how.

origin-added = Entry { $entry } is added to claim { $claim }. /undo takes it back.
origin-removed = Entry { $entry } of claim { $claim } is removed. /undo takes it back.
origin-unknown = Claim { $claim } has no entry { $entry }.
origin-when-unusable = “{ $typed }” is no date such as 2026-11-02, nor a date and time such as 2026-11-02 08:30.
origin-when-ahead = { $typed } lies in the future.
origin-too-many = Claim { $claim } has { $count ->
    [one] one entry
   *[other] { $count } entries
} already; no more are kept.
origins-title = <b>Who published claim { $claim }</b>
origins-none = Nobody has entered who published claim { $claim } first. /addorigin does.
origin-line = { $entry }. { $who } · { $when } ← { $citing }
field-who = who
field-where = where
field-citing = citing

chart-claim = Claim { $claim }
chart-posts-an-hour = posts an hour
chart-posts-a-day = posts a day
chart-posts-within = posts every { $lasting }
chart-by-language = by language
chart-time = time of the post, UTC
chart-seen-by-us = first seen by us, not first said
chart-fact-check = fact-check
chart-other-languages = others
chart-language-unknown = unknown
chart-assert = asserts
chart-report = reports
chart-question = asks
chart-deny = denies
chart-nothing = nothing seen in this period
