fact-check-private =
    <b>{ $rating }</b>
    Утверждение: «{ $claim }»
fact-check-finding = Вывод: { $finding }
fact-check-group = <b>{ $rating }</b>: { $finding }
fact-check-publisher = Кто проверил: { $publisher }
fact-check-without-link = Ссылки на проверку пока нет.
x-reply-1 = Фактчекеры уже изучили это утверждение: «{ $claim }» Оценка: { $rating }.
x-reply-2 = Это уже проверяли. Утверждение: «{ $claim }» – { $rating }.
x-reply-3 = «{ $claim }» – оценка фактчекеров: { $rating }.
x-reply-4 = Есть проверка утверждения «{ $claim }». Её оценка: { $rating }.
x-reply-5 = Оценка: { $rating }. Проверенное утверждение: «{ $claim }»
x-reply-6 = Что говорят фактчекеры о «{ $claim }»: { $rating }.
suggestions = { $count ->
    [one] Я не уверен. Вы имели в виду это утверждение?
    [few] Я не уверен. Вы имели в виду одно из этих утверждений?
    [many] Я не уверен. Вы имели в виду одно из этих утверждений?
   *[other] Я не уверен. Вы имели в виду одно из этих утверждений?
}
suggestion = { $number }. { $claim }
nothing-found = Я не знаю проверки на эту тему. Это не значит, что это правда или ложь: возможно, этого ещё никто не проверял.
nothing-to-read = Я не нашёл там текста для проверки. Пришлите утверждение словами или перешлите публикацию с текстом.

button-helped = 👍 Помогло
button-not-mine = 👎 Это не то
button-why = Почему?
button-none = Ничего из этого
button-pass-on = Спросить фактчекера
button-cancel = Отменить
button-save = Сохранить
button-save-anyway = Всё равно сохранить
button-same = Это другая формулировка утверждения { $claim }
button-previous = ← Назад
button-next = Ещё →

numbered-choice = { $number } – { $label }
answer-with-number = <i>Ответьте числом.</i>

thanks-right = <i>Спасибо! Рад, что это помогло.</i>
thanks-wrong = <i>Спасибо. Я отметил, что речь не об этом.</i>
picked = Вы выбрали: «{ $statement }»
passed-on = Спасибо. Фактчекер посмотрит это, и я вам напишу.
claim-no-longer-published = Это утверждение отозвано.

slow-down = Это слишком много сразу! Дайте мне, пожалуйста, перерыв (минут: { $minutes }); до тех пор я не буду отвечать.
passed-to-checkers = Я не настолько уверен, чтобы ответить. Я передал это фактчекерам.

pass-on-consent =
    Передать ваш текст фактчекеру?
    Он увидит текст, но не то, кто вы. Я храню его не дольше чем дней: { $days }. Без вашего «да» я ничего не храню.
button-consent = Да, передать
button-decline = Нет
pass-on-send-again = Спасибо. Я не сохранил ваш текст, пришлите его, пожалуйста, ещё раз. /cancel завершает это.
not-passed-on = Хорошо, ничего не передаю.
button-tell-me = 🔔 Сообщить, если это изменится
tell-me-noted = Я сообщу вам, если это изменится. Нажмите ещё раз, чтобы отменить.
tell-me-ended = Я больше не буду сообщать вам об изменениях.
claim-news-edited =
    Проверка, о которой вы спрашивали, изменилась.
    «{ $statement }» – теперь: <b>{ $rating }</b>
    { $link }
claim-news-retracted =
    Проверка, о которой вы спрашивали, отозвана: пожалуйста, больше не полагайтесь на неё.
    «{ $statement }»

nothing-found-several = Я не знаю проверок об этих сообщениях: { $count }
nothing-found-pass-on = Чтобы фактчекер посмотрел одно из них, пришлите его мне отдельно.
