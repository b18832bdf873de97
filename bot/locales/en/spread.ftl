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

no-time-known = unknown

field-who = who
field-where = where
field-citing = citing

chart-posts-an-hour = posts an hour
chart-posts-a-day = posts a day
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
