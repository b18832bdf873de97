fact-check-private =
    <b>{ $rating }</b>
    Твердження: «{ $claim }»
fact-check-finding = Висновок: { $finding }
fact-check-group = <b>{ $rating }</b>: { $finding }
fact-check-publisher = Хто перевірив: { $publisher }
fact-check-without-link = Посилання на перевірку поки немає.
x-reply-1 = Фактчекери вже дослідили це твердження: «{ $claim }» Оцінка: { $rating }.
x-reply-2 = Це вже перевіряли. Твердження: «{ $claim }» – { $rating }.
x-reply-3 = «{ $claim }» – оцінка фактчекерів: { $rating }.
x-reply-4 = Є перевірка твердження «{ $claim }». Її оцінка: { $rating }.
x-reply-5 = Оцінка: { $rating }. Перевірене твердження: «{ $claim }»
x-reply-6 = Що кажуть фактчекери про «{ $claim }»: { $rating }.
suggestions = { $count ->
    [one] Я не певен. Ви мали на увазі це твердження?
    [few] Я не певен. Ви мали на увазі одне з цих тверджень?
    [many] Я не певен. Ви мали на увазі одне з цих тверджень?
   *[other] Я не певен. Ви мали на увазі одне з цих тверджень?
}
suggestion = { $number }. { $claim }
nothing-found = Я не знаю перевірки на цю тему. Це не робить сказане ні правдою, ні неправдою: можливо, цього ще ніхто не перевіряв.
nothing-to-read = Я не знайшов там тексту для перевірки. Надішліть твердження словами або перешліть допис із текстом.

button-helped = 👍 Допомогло
button-not-mine = 👎 Це не те
button-why = Чому?
button-none = Нічого з цього
button-pass-on = Запитати фактчекера
button-cancel = Скасувати
button-save = Зберегти
button-save-anyway = Усе одно зберегти
button-same = Це інше формулювання твердження { $claim }
button-previous = ← Назад
button-next = Ще →

numbered-choice = { $number } – { $label }
answer-with-number = <i>Відповідайте числом.</i>

thanks-right = <i>Дякую! Радий, що це допомогло.</i>
thanks-wrong = <i>Дякую. Я занотував, що йдеться не про це.</i>
picked = Ви вибрали: «{ $statement }»
passed-on = Дякую. Фактчекер перегляне це, і я вам напишу.
claim-no-longer-published = Це твердження відкликано.

slow-down = Це забагато відразу! Дайте мені, будь ласка, перерву (хвилин: { $minutes }); доти я не відповідатиму.
passed-to-checkers = Я не настільки впевнений, щоб відповісти. Я передав це фактчекерам.

pass-on-consent =
    Передати ваш текст фактчекерові?
    Він побачить текст, але не те, хто ви. Я зберігаю його не довше ніж днів: { $days }. Без вашого «так» я нічого не зберігаю.
button-consent = Так, передати
button-decline = Ні
pass-on-send-again = Дякую. Я не зберіг вашого тексту, надішліть його, будь ласка, ще раз. /cancel завершує це.
not-passed-on = Гаразд, нічого не передаю.
button-tell-me = 🔔 Сповістити, якщо це зміниться
tell-me-noted = Я сповіщу вас, якщо це зміниться. Натисніть ще раз, щоб скасувати.
tell-me-ended = Я більше не сповіщатиму вас про зміни.
claim-news-edited =
    Перевірка, про яку ви питали, змінилася.
    «{ $statement }» – тепер: <b>{ $rating }</b>
    { $link }
claim-news-retracted =
    Перевірку, про яку ви питали, відкликано: будь ласка, більше не покладайтеся на неї.
    «{ $statement }»

nothing-found-several = Я не знаю перевірок про ці повідомлення: { $count }
nothing-found-pass-on = Щоб фактчекер переглянув одне з них, надішліть його мені окремо.
