# Как распространяется утверждение: графики, цифры, источники, предупреждения, сводка за неделю.

count-posts = { $count ->
    [one] { $count } публикация
    [few] { $count } публикации
    [many] { $count } публикаций
   *[other] { $count } публикации
}
count-places = { $count ->
    [one] { $count } место
    [few] { $count } места
    [many] { $count } мест
   *[other] { $count } места
}
count-languages = { $count ->
    [one] { $count } язык
    [few] { $count } языка
    [many] { $count } языков
   *[other] { $count } языка
}
lasting-minutes = { $count ->
    [one] { $count } мин
    [few] { $count } мин
    [many] { $count } мин
   *[other] { $count } мин
}
lasting-hours = { $count ->
    [one] { $count } ч
    [few] { $count } ч
    [many] { $count } ч
   *[other] { $count } ч
}
lasting-days = { $count ->
    [one] { $count } сут.
    [few] { $count } сут.
    [many] { $count } сут.
   *[other] { $count } сут.
}

no-time-known = неизвестно

field-who = кто|who
field-where = где|where
field-citing = источник|citing

chart-posts-an-hour = публикаций в час
chart-posts-a-day = публикаций в день
chart-by-language = по языкам
chart-time = время публикации, UTC
chart-seen-by-us = впервые замечено нами, а не сказано
chart-fact-check = проверка
chart-other-languages = другие
chart-language-unknown = неизвестен
chart-assert = утверждает
chart-report = сообщает
chart-question = спрашивает
chart-deny = отрицает
chart-nothing = за этот период ничего не замечено
