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

help-spread = показати, як шириться твердження
usage-spread = <code>/spread НОМЕР [7d|30d|all] [light|dark]</code>
example-spread = <code>/spread 7 30d</code>
help-firstseen = показати, де твердження помічено вперше
usage-firstseen = <code>/firstseen НОМЕР</code>
example-firstseen = <code>/firstseen 7</code>
help-trending = показати, які твердження ширяться зараз
help-digest = отримувати підсумок тижня або більше не отримувати
usage-digest = <code>/digest on</code> або <code>/digest off</code>
example-digest = <code>/digest on</code>
help-addorigin = вказати, хто першим оприлюднив твердження і на кого посилався
usage-addorigin = <code>/addorigin НОМЕР ХТО | ДЕ | КОЛИ | НА КОГО ПОСИЛАЄТЬСЯ | ПОСИЛАННЯ</code>; обов’язково лише ХТО, порожня частина лишається між рисками. КОЛИ — дата або дата й час за UTC
example-addorigin = <code>/addorigin 7 Агенція «Приклад» | її сайт | 2026-11-02 08:30 | «дипломатичні канали» | https://example.org/agency</code>
help-origins = показати, хто оприлюднив твердження і на кого посилався
usage-origins = <code>/origins НОМЕР</code>
example-origins = <code>/origins 7</code>
help-delorigin = прибрати запис із /origins
usage-delorigin = <code>/delorigin НОМЕР ЗАПИС</code>
example-delorigin = <code>/delorigin 7 2</code>

spread-title = <b>Твердження { $claim }</b>: «{ $statement }»
spread-none = За цей період твердження { $claim } нам не траплялося.
spread-seen = Помічено нами: { $posts }, { $places }, { $languages }; уперше — { $when } ({ $where }).
spread-stances = Стверджують — { $asserting }, повідомляють — { $reporting }, заперечують — { $denying }, запитують — { $asking }; половина дописів з’явилася за { $lasting }, за останні 24 години — { $recent } (зазвичай за добу: { $usual }).
spread-checked = Перевірка вийшла через { $lasting } після першого поміченого допису.
spread-checked-before = Перевірка вийшла за { $lasting } до першого поміченого допису.
spread-unchecked = Коли вийшла перевірка, невідомо.
spread-checked-answered = Перевірка вийшла через { $lasting } після першого поміченого допису, перша відповідь із посиланням на неї — через { $answered }.
spread-checked-before-answered = Перевірка вийшла за { $lasting } до першого поміченого допису; перша відповідь із посиланням на неї з’явилася після допису через { $answered }.
spread-covered = <i>Ми слухали: { $places }, з { $first } до { $last }; що казали деінде чи раніше, нам невідомо.</i>
spread-period-unknown = Періоди: 7d, 30d і all; графіки: light і dark.
spread-in-private = Запитайте мене про це в особистому чаті: там названо місця.
no-time-known = невідомо

first-title = <b>Твердження { $claim }: уперше помічено нами</b>
first-on = <b>{ $name }</b>: { $when } ({ $where })
first-in = { $name }: { $when } ({ $where })
first-origin = До цього, за записами редакторів:
first-chain = { $when } { $who } ← { $citing }
first-cites-nobody = джерело не названо
first-unnamed = { $source } (нікого не названо)
first-check = Перевірка: { $when } ({ $who })
first-nowhere = Твердження { $claim } нам ще не траплялося.
where-private = надіслано нам особисто
where-unknown = місце без назви

trending-title = <b>Що шириться зараз</b> (24 години до { $when })
trending-line = <b>{ $claim }</b> { $statement } – { $posts }, { $places }; зазвичай за добу: { $usual }
trending-none = За останні 24 години відомі твердження нам не траплялися.

digest-on = Раз на сім днів ви отримуватимете підсумок, перший — { $when }. /digest off його припиняє.
digest-off = Підсумків більше не буде.
digest-was-off = Підсумку ви не отримуєте.
digest-choose = Напишіть on або off.
digest-in-private = Попросіть мене про підсумок в особистому чаті.
digest-title = <b>Твердження за тиждень</b> ({ $first } – { $last })
digest-figures = Помічено нами: { $posts }, { $claims }.
digest-new = Нове за тиждень: { $claims }
digest-none = Цього тижня відомі твердження нам не траплялися.
digest-end = /digest off припиняє підсумок.
count-claims = { $count ->
    [one] { $count } твердження
    [few] { $count } твердження
    [many] { $count } тверджень
   *[other] { $count } твердження
}

alert-rise = <b>Незвичне зростання</b>: твердження { $claim } за 6 годин — { $posts }, { $places }; зазвичай { $usual } (робастна z-оцінка { $score }).
alert-more = «{ $statement }» Як саме, покаже /spread { $claim }.

origin-added = До твердження { $claim } додано запис { $entry }. /undo його скасує.
origin-removed = Запис { $entry } твердження { $claim } прибрано. /undo його поверне.
origin-unknown = У твердження { $claim } немає запису { $entry }.
origin-when-unusable = «{ $typed }» — не дата на зразок 2026-11-02 і не дата з часом на зразок 2026-11-02 08:30.
origin-when-ahead = { $typed } — це в майбутньому.
origin-too-many = У твердження { $claim } вже { $count ->
    [one] { $count } запис
    [few] { $count } записи
    [many] { $count } записів
   *[other] { $count } запису
}; більше не зберігається.
origins-title = <b>Хто оприлюднив твердження { $claim }</b>
origins-none = Ніхто не вказав, хто першим оприлюднив твердження { $claim }. Для цього є /addorigin.
origin-line = { $entry }. { $who } · { $when } ← { $citing }
field-who = хто|who
field-where = де|where
field-citing = джерело|citing

chart-claim = Твердження { $claim }
chart-posts-an-hour = дописів за годину
chart-posts-a-day = дописів за день
chart-posts-within = дописів за { $lasting }
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
