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

help-spread = показать, как распространяется утверждение
usage-spread = <code>/spread НОМЕР [7d|30d|all] [light|dark]</code>
example-spread = <code>/spread 7 30d</code>
help-firstseen = показать, где утверждение замечено впервые
usage-firstseen = <code>/firstseen НОМЕР</code>
example-firstseen = <code>/firstseen 7</code>
help-trending = показать, какие утверждения распространяются сейчас
help-digest = получать сводку за неделю или больше не получать
usage-digest = <code>/digest on</code> или <code>/digest off</code>
example-digest = <code>/digest on</code>
help-addorigin = указать, кто первым опубликовал утверждение и на кого ссылался
usage-addorigin = <code>/addorigin НОМЕР КТО | ГДЕ | КОГДА | НА КОГО ССЫЛАЕТСЯ | ССЫЛКА</code>; обязательно только КТО, пустая часть остаётся между чертами. КОГДА — дата или дата и время по UTC
example-addorigin = <code>/addorigin 7 Агентство «Пример» | его сайт | 2026-11-02 08:30 | «дипломатические каналы» | https://example.org/agency</code>
help-origins = показать, кто опубликовал утверждение и на кого ссылался
usage-origins = <code>/origins НОМЕР</code>
example-origins = <code>/origins 7</code>
help-delorigin = убрать запись из /origins
usage-delorigin = <code>/delorigin НОМЕР ЗАПИСЬ</code>
example-delorigin = <code>/delorigin 7 2</code>

spread-title = <b>Утверждение { $claim }</b>: «{ $statement }»
spread-none = За этот период утверждение { $claim } нам не встречалось.
spread-seen = Замечено нами: { $posts }, { $places }, { $languages }; впервые — { $when } ({ $where }).
spread-stances = Утверждают — { $asserting }, сообщают — { $reporting }, отрицают — { $denying }, спрашивают — { $asking }; половина публикаций появилась за { $lasting }, за последние 24 часа — { $recent } (обычно за сутки: { $usual }).
spread-checked = Проверка вышла через { $lasting } после первой замеченной публикации.
spread-checked-before = Проверка вышла за { $lasting } до первой замеченной публикации.
spread-unchecked = Когда вышла проверка, неизвестно.
spread-checked-answered = Проверка вышла через { $lasting } после первой замеченной публикации, первый ответ со ссылкой на неё — через { $answered }.
spread-checked-before-answered = Проверка вышла за { $lasting } до первой замеченной публикации; первый ответ со ссылкой на неё последовал за публикацией через { $answered }.
spread-covered = <i>Мы слушали: { $places }, с { $first } по { $last }; что говорили в других местах или раньше, нам неизвестно.</i>
spread-period-unknown = Периоды: 7d, 30d и all; графики: light и dark.
spread-in-private = Спросите меня об этом в личном чате: там названы места.
no-time-known = неизвестно

first-title = <b>Утверждение { $claim }: впервые замечено нами</b>
first-on = <b>{ $name }</b>: { $when } ({ $where })
first-in = { $name }: { $when } ({ $where })
first-origin = До этого, по записям редакторов:
first-chain = { $when } { $who } ← { $citing }
first-cites-nobody = источник не назван
first-unnamed = { $source } (никто не назван)
first-check = Проверка: { $when } ({ $who })
first-nowhere = Утверждение { $claim } нам ещё не встречалось.
where-private = прислано нам лично
where-unknown = место без названия

trending-title = <b>Что распространяется сейчас</b> (24 часа до { $when })
trending-line = <b>{ $claim }</b> { $statement } – { $posts }, { $places }; обычно за сутки: { $usual }
trending-none = За последние 24 часа известные утверждения нам не встречались.

digest-on = Раз в семь дней вы будете получать сводку, первую — { $when }. /digest off её прекращает.
digest-off = Сводок больше не будет.
digest-was-off = Сводку вы не получаете.
digest-choose = Напишите on или off.
digest-in-private = Попросите меня о сводке в личном чате.
digest-title = <b>Утверждения за неделю</b> ({ $first } – { $last })
digest-figures = Замечено нами: { $posts }, { $claims }.
digest-new = Новое за неделю: { $claims }
digest-none = На этой неделе известные утверждения нам не встречались.
digest-end = /digest off прекращает сводку.
count-claims = { $count ->
    [one] { $count } утверждение
    [few] { $count } утверждения
    [many] { $count } утверждений
   *[other] { $count } утверждения
}

alert-rise = <b>Необычный рост</b>: утверждение { $claim } за 6 часов — { $posts }, { $places }; обычно { $usual } (робастная z-оценка { $score }).
alert-more = «{ $statement }» Как именно, покажет /spread { $claim }.

origin-added = К утверждению { $claim } добавлена запись { $entry }. /undo её отменит.
origin-removed = Запись { $entry } утверждения { $claim } убрана. /undo её вернёт.
origin-unknown = У утверждения { $claim } нет записи { $entry }.
origin-when-unusable = «{ $typed }» — не дата вида 2026-11-02 и не дата со временем вида 2026-11-02 08:30.
origin-when-ahead = { $typed } — это в будущем.
origin-too-many = У утверждения { $claim } уже { $count ->
    [one] { $count } запись
    [few] { $count } записи
    [many] { $count } записей
   *[other] { $count } записи
}; больше не хранится.
origins-title = <b>Кто опубликовал утверждение { $claim }</b>
origins-none = Никто не указал, кто первым опубликовал утверждение { $claim }. Для этого есть /addorigin.
origin-line = { $entry }. { $who } · { $when } ← { $citing }
field-who = кто|who
field-where = где|where
field-citing = источник|citing

chart-claim = Утверждение { $claim }
chart-posts-an-hour = публикаций в час
chart-posts-a-day = публикаций в день
chart-posts-within = публикаций за { $lasting }
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
