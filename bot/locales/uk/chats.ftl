settings-title = <b>Як я поводжуся в «{ $title }»</b>
settings-mode = Режим: <b>{ $mode }</b>
mode-off = вимкнено
mode-asked = коли спитають
mode-watch = стежу
mode-quiet = мовчу
mode-means-off = <i>Я нічого не читаю і нікому не відповідаю.</i>
mode-means-asked = <i>Я відповідаю, коли мене згадують.</i>
mode-means-watch = <i>Я відповідаю, коли мене згадують, а також на дописи, які майже напевно повторюють відоме твердження.</i>
mode-means-quiet = <i>Я нічого тут не кажу і лише позначаю, де трапляються твердження.</i>
settings-language = Мова: { $language }
settings-automatic = мова допису
settings-ratings = Відповідаю без запитання: { $ratings }
settings-quiet = Тихі години (без відповідей, про які не просили): { $hours }
settings-no-quiet = немає
settings-cap = Відповідей на годину, щонайбільше: { $count }
settings-silenced = Тверджень, про які тут не відповідаю: { $count }
settings-hears-all = Мені показують тут усі повідомлення.
settings-privacy-on = ⚠️ У Telegram увімкнено режим приватності: я бачу лише повідомлення, де мене згадують або відповідають мені. Щоб я міг стежити, зробіть мене тут адміністратором або вимкніть режим у @BotFather і додайте мене знову.
settings-admins-only = Змінювати мою поведінку тут можуть лише адміністратори цього чату.
settings-no-chat = Тут нічого налаштовувати. Напишіть /settings у групі, якою ви керуєте.
settings-no-chats = Я не знаю жодної групи, якою ви керуєте. Додайте мене до неї і спершу напишіть /settings там.
settings-which = Який чат ви хочете налаштувати?
settings-not-anonymous = Я не можу писати анонімному адміністраторові. Натисніть це, будь ласка, під своїм іменем.
button-settings-language = Мова
button-settings-ratings = Оцінки
button-settings-quiet = Тихі години
button-settings-cap = Відповідей на годину
button-settings-told = Повідомляти мені особисто
button-settings-unsilence = Знову відповідати про все
quiet-sighting =
    Помічено в «{ $title }», де я мовчу:
    Твердження { $claim }: «{ $statement }» – { $rating }

button-not-this = 👎 Не те
answer-taken-away = Я прибрав свою відповідь і більше не відповідатиму тут про це твердження.

greeting-group =
    Вітаю! Я знаю твердження, які вже перевірили фактчекери.
    Дайте відповідь на допис і згадайте мене: я скажу, що з’ясували. Докладніше: /help.
answer-withdrawn = Цю відповідь відкликано: допис, якого вона стосувалася, змінили.
inline-hint = Запитайте мене особисто
inline-nothing-found = Нічого не знайдено: запитайте мене особисто
