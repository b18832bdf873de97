settings-title = <b>Как я веду себя в «{ $title }»</b>
settings-mode = Режим: <b>{ $mode }</b>
mode-off = выключен
mode-asked = когда спросят
mode-watch = слежу
mode-quiet = молчу
mode-means-off = <i>Я ничего не читаю и никому не отвечаю.</i>
mode-means-asked = <i>Я отвечаю, когда меня упоминают.</i>
mode-means-watch = <i>Я отвечаю, когда меня упоминают, а также на публикации, которые почти наверняка повторяют известное утверждение.</i>
mode-means-quiet = <i>Я ничего здесь не говорю и только отмечаю, где встречаются утверждения.</i>
settings-language = Язык: { $language }
settings-automatic = язык публикации
settings-ratings = Отвечаю без вопроса: { $ratings }
settings-quiet = Тихие часы (без ответов, о которых не просили): { $hours }
settings-no-quiet = нет
settings-cap = Ответов в час, не больше: { $count }
settings-silenced = Утверждений, о которых здесь не отвечаю: { $count }
settings-hears-all = Мне показывают здесь все сообщения.
settings-privacy-on = ⚠️ В Telegram включён режим приватности: я вижу только сообщения, где меня упоминают или отвечают мне. Чтобы я мог следить, сделайте меня здесь администратором или выключите режим у @BotFather и добавьте меня снова.
settings-admins-only = Менять моё поведение здесь могут только администраторы этого чата.
settings-no-chat = Здесь нечего настраивать. Напишите /settings в группе, которой вы управляете.
settings-no-chats = Я не знаю ни одной группы, которой вы управляете. Добавьте меня в неё и сначала напишите /settings там.
settings-which = Какой чат вы хотите настроить?
settings-not-anonymous = Я не могу писать анонимному администратору. Нажмите это, пожалуйста, под своим именем.
button-settings-language = Язык
button-settings-ratings = Оценки
button-settings-quiet = Тихие часы
button-settings-cap = Ответов в час
button-settings-told = Сообщать мне лично
button-settings-unsilence = Снова отвечать обо всём
quiet-sighting =
    Замечено в «{ $title }», где я молчу:
    Утверждение { $claim }: «{ $statement }» – { $rating }

button-not-this = 👎 Не то
answer-taken-away = Я убрал свой ответ и больше не буду отвечать здесь об этом утверждении.

greeting-group =
    Здравствуйте! Я знаю утверждения, которые уже проверили фактчекеры.
    Ответьте на сообщение и упомяните меня: я скажу, что выяснилось. Подробнее: /help.
answer-withdrawn = Этот ответ отозван: сообщение, к которому он относился, изменили.
inline-hint = Спросите меня лично
inline-nothing-found = Ничего не найдено: спросите меня лично
