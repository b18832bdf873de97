# Як шириться твердження: графіки, цифри, джерела, попередження, тижневий підсумок.

count-posts = { $count ->
    [one] { $count } допис
    [few] { $count } дописи
    [many] { $count } дописів
   *[other] { $count } допису
}
count-places = { $count ->
    [one] { $count } місце
    [few] { $count } місця
    [many] { $count } місць
   *[other] { $count } місця
}
count-languages = { $count ->
    [one] { $count } мова
    [few] { $count } мови
    [many] { $count } мов
   *[other] { $count } мови
}
lasting-minutes = { $count ->
    [one] { $count } хв
    [few] { $count } хв
    [many] { $count } хв
   *[other] { $count } хв
}
lasting-hours = { $count ->
    [one] { $count } год
    [few] { $count } год
    [many] { $count } год
   *[other] { $count } год
}
lasting-days = { $count ->
    [one] { $count } добу
    [few] { $count } доби
    [many] { $count } діб
   *[other] { $count } доби
}

no-time-known = невідомо

field-who = хто|who
field-where = де|where
field-citing = джерело|citing

chart-posts-an-hour = дописів за годину
chart-posts-a-day = дописів за день
chart-by-language = за мовами
chart-time = час допису, UTC
chart-seen-by-us = уперше помічено нами, а не сказано
chart-fact-check = перевірка
chart-other-languages = інші
chart-language-unknown = невідома
chart-assert = стверджує
chart-report = повідомляє
chart-question = запитує
chart-deny = заперечує
chart-nothing = за цей період нічого не помічено
