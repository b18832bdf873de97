# Что бот говорит по-русски.

language-name = Русский
stop-words = стоп|хватит|перестань|прекрати|отстань|отпишись|отписаться|оставь меня в покое|не отвечай мне|не пиши мне|замолчи|уйди

## Ratings

rating-false = Ложь
rating-misleading = Вводит в заблуждение
rating-unsupported = Без подтверждений
rating-unproven = Не доказано
rating-satire = Сатира
rating-true = Правда
rating-mixed = Отчасти правда
rating-and-own-words = { $rating } (словами издания: «{ $own }»)

## Roles

role-user = пользователь
role-reviewer = рецензент
role-editor = редактор
role-admin = администратор
role-owner = владелец

## Fields of a claim: the first name is shown, each may be typed

field-statement = утверждение|текст
field-rating = оценка
field-link = ссылка
field-claimant = автор
field-language = язык
field-phrasing = формулировка
field-publisher = издание
field-reason = причина

## Answers to posts

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

## /why

why-title = <b>Решение { $number }</b>
why-reason = Причина: { $reason }
why-match = Уверенность, что это утверждение { $claim }: <b>{ $percent } %</b>. «{ $statement }» ({ $rating })
why-match-gone = Уверенность, что это было утверждение { $claim }, которого больше нет: <b>{ $percent } %</b>
why-retracted-since = С тех пор это утверждение отозвано.
why-point = • { $point }
why-unknown = Я не знаю своего решения об этом, или вам нельзя его видеть.
why-nothing-yet = Здесь я ещё ничего не решал.

action-reply = Я ответил ссылкой на проверку.
action-suggest = Я предложил утверждения на выбор.
action-admit = Я сказал, что не знаю такой проверки.
action-review = Я промолчал и спросил рецензента.
action-record = Я промолчал и только отметил, что утверждение встретилось.
action-ignore = Я промолчал и ничего не сохранил.

reason-nearly-certain = я был почти уверен, что в публикации именно это утверждение.
reason-likely = скорее всего, это было именно это утверждение, но не наверняка.
reason-doubtful = это могло быть это утверждение, но я не был достаточно уверен, чтобы отвечать при всех.
reason-no-match = ни одно известное мне утверждение не похоже на публикацию.
reason-no-text = в публикации не было текста, который я могу прочесть.
reason-too-short = публикация слишком коротка, чтобы отвечать на неё при всех самому.
reason-denies-claim = публикация опровергает утверждение: поправлять её незачем.
reason-reports-claim = публикация лишь сообщает, что так говорят другие.
reason-not-asked = меня никто не спрашивал, а без вопроса я здесь не отвечаю.
reason-stopped = автор просил оставить его в покое.
reason-mode-off = в этом месте я выключен.
reason-rating-not-answered = на утверждения с такой оценкой я здесь без вопроса не отвечаю.
reason-already-answered = эту проверку здесь уже приводили меньше суток назад.
reason-no-fact-check = у утверждения нет проверки, на которую можно сослаться.
reason-own-post = это моя собственная публикация.

stance-deny = Я понял публикацию как опровержение.
stance-question = Я понял публикацию как вопрос.
stance-report = Я понял публикацию как пересказ чужих слов.

evidence-meaning-close = Смысл очень близок.
evidence-meaning-related = Смысл родственный.
evidence-meaning-far = Смысл довольно далёк.
evidence-words = Общие слова: { $words }
evidence-names-agree = Совпали имена: { $words }
evidence-names-missing = В публикации нет имён: { $words }
evidence-numbers-agree = Совпали числа: { $words }
evidence-numbers-missing = В публикации нет чисел: { $words }
evidence-numbers-instead = Вместо них другие числа: { $words }
evidence-links = Публикация ссылается на страницу, известную для этого утверждения.

held-back-other-numbers = Против: числа различаются.
held-back-other-years = Против: годы различаются.
held-back-names-missing = Против: не хватает нескольких имён.
held-back-negation-differs = Против: в одном из двух есть отрицание, в другом нет.
held-back-opposite-words = Против: слова с противоположным смыслом.
held-back-another-claim-is-as-close = Против: другое утверждение столь же близко.
held-back-few-words-shared = Против: мало общих слов.
held-back-post-is-short = Против: публикация короткая.

## Commands: menu lines, usage, examples

help-start = поздороваться; также если вы меня останавливали
help-help = показать, что я умею
help-check = проверить текст или публикацию, на которую вы отвечаете
help-why = объяснить моё последнее решение здесь
help-language = выбрать язык моих ответов
help-stop = чтобы я оставил вас в покое
help-cancel = прервать пошаговые вопросы
help-privacy = что я храню о вас
help-forgetme = удалить то, что я храню о вас
help-claims = список и поиск утверждений
help-claim = показать одно утверждение
help-admins = показать, у кого есть роль
help-addclaim = добавить утверждение
help-editclaim = изменить утверждение
help-addphrasing = добавить другую формулировку утверждения
help-retract = отозвать утверждение
help-grant = дать кому-то роль
help-revoke = забрать у кого-то роль

usage-help = <code>/help [КОМАНДА]</code>
example-help = <code>/help check</code>
usage-check = <code>/check ТЕКСТ</code> или <code>/check</code> в ответ на публикацию
example-check = <code>/check Северная Корея отправит на Украину 100 000 добровольцев</code>
usage-why = <code>/why [НОМЕР]</code> или в ответ на одно из моих сообщений
example-why = <code>/why 12</code>
usage-language = <code>/language КОД</code>; <code>auto</code> означает язык, на котором вы пишете
example-language = <code>/language ru</code>
usage-claims = <code>/claims [СЛОВА]</code>
example-claims = <code>/claims добровольцы Украина</code>
usage-claim = <code>/claim НОМЕР</code>
example-claim = <code>/claim 7</code>
usage-addclaim = <code>/addclaim УТВЕРЖДЕНИЕ | ОЦЕНКА | ССЫЛКА | ИЗДАНИЕ</code> (издание можно не указывать) или просто <code>/addclaim</code>, и я спрошу по шагам
example-addclaim = <code>/addclaim Луна сделана из сыра | ложь | https://example.org/luna-syr | Пример Проверок</code>
usage-editclaim = <code>/editclaim НОМЕР ПОЛЕ: ЗНАЧЕНИЕ</code>; поля: утверждение, оценка, ссылка, автор и язык
example-editclaim = <code>/editclaim 7 оценка: вводит в заблуждение</code>
usage-addphrasing = <code>/addphrasing НОМЕР ТЕКСТ</code>
example-addphrasing = <code>/addphrasing 7 Луна – один большой сыр</code>
usage-retract = <code>/retract НОМЕР ПРИЧИНА</code>
example-retract = <code>/retract 7 Издание сняло свою статью</code>
usage-grant = <code>/grant АККАУНТ РОЛЬ</code>; роли: рецензент, редактор и администратор
example-grant = <code>/grant telegram:1001 редактор</code>
usage-revoke = <code>/revoke АККАУНТ</code>
example-revoke = <code>/revoke telegram:1001</code>

usage = Пишите так: { $usage }
example = Например: { $example }
argument-too-long = Для меня это слишком длинно, символов: { $length }. После команды помещается не больше { $most } символов.
role-too-low = К сожалению, для этой команды нужна роль «{ $needed }», а ваша – «{ $own }». Ничего не изменено.
unknown-command = Я не знаю команды /{ $name }. Напишите /help, чтобы увидеть, что я умею.
unknown-command-close = Я не знаю команды /{ $name }. Вы имели в виду { $names }?
press-not-yours = Эта кнопка не для вас.
press-over = Это уже закончилось. Начните, пожалуйста, заново.
press-role-too-low = Ваша роль этого не позволяет.

help-title = <b>Что я умею</b>
help-role = <b>Для роли «{ $role }»</b>
help-more = Напишите <code>/help КОМАНДА</code>, чтобы увидеть, как пользоваться командой. В личной переписке можно просто прислать мне текст или переслать публикацию.
help-unknown = Я не знаю команды /{ $name }.

start =
    Здравствуйте! Я знаю утверждения, которые изучили фактчекеры.
    Пришлите мне текст или перешлите публикацию, и я поищу проверку. В группе упомяните меня в ответ на публикацию.
    /help покажет всё, что я умею, /privacy – что я храню.
started-again = С возвращением! Я снова вам отвечаю.
stopped = Понял: оставляю вас в покое. Напишите /start, если захотите меня вернуть.
cancelled = Отменено. Ничего не изменено.
nothing-to-cancel = Отменять нечего.
privacy =
    <b>Что я храню</b>
    • Псевдоним вместо вашего имени или аккаунта: без моего секретного ключа его никто не раскроет.
    • О публикациях, повторяющих известное утверждение: когда и где они встретились, а также их текст; срок хранения текста в днях: { $days }. Текст остальных публикаций не хранится.
    • Ваш выбор: язык и то, должен ли я оставить вас в покое.
    • Роли и изменения утверждений хранятся вместе с аккаунтом того, кто их сделал, чтобы за них можно было ответить.
    /forgetme удалит то, что я храню о вас, а после /stop я оставлю вас в покое.
forgotten = { $count ->
    [0] Готово. Кроме ваших настроек, я ничего о вас не хранил. Если вы писали /stop, это остаётся в силе.
    [one] Готово. Ваши настройки и отзывы удалены, { $count } запись больше не ведёт к вам. Если вы писали /stop, это остаётся в силе.
    [few] Готово. Ваши настройки и отзывы удалены, { $count } записи больше не ведут к вам. Если вы писали /stop, это остаётся в силе.
    [many] Готово. Ваши настройки и отзывы удалены, { $count } записей больше не ведут к вам. Если вы писали /stop, это остаётся в силе.
   *[other] Готово. Ваши настройки и отзывы удалены, { $count } записи больше не ведут к вам. Если вы писали /stop, это остаётся в силе.
}
language-which = На каком языке вам отвечать?
language-automatic = Буду отвечать на том языке, на котором вы пишете.
language-chosen = Язык моих ответов: { $language }.
language-not-spoken = Я не говорю на «{ $typed }». Я говорю на: { $languages }
language-unusable = «{ $typed }» – не код языка, например en или ru.
check-nothing = Что проверить? Поставьте текст после команды или ответьте на публикацию.

## Claims

add-in-private = По шагам это удобнее в личной переписке. Здесь напишите всё одной строкой.
add-parts-missing = Нужны утверждение, оценка и ссылка, разделённые чертой.
add-statement = Какое утверждение добавить? Пришлите его одним предложением, так, как его распространяют. /cancel прервёт.
add-rating = Какую оценку оно получило? Выберите или напишите её.
add-link = Оценка: <b>{ $rating }</b>. Теперь пришлите ссылку на проверку; после черты можно указать издание: <code>ССЫЛКА | ИЗДАНИЕ</code>
add-preview =
    <b>Сохранить это утверждение?</b>
    «{ $statement }»
    Оценка: { $rating }
    Издание: { $publisher }
add-similar = { $count ->
    [one] Осторожно, есть { $count } очень похожее утверждение:
    [few] Осторожно, есть { $count } очень похожих утверждения:
    [many] Осторожно, есть { $count } очень похожих утверждений:
   *[other] Осторожно, есть { $count } очень похожего утверждения:
}
claim-added = Утверждение { $claim } сохранено. Я ищу его начиная со следующей публикации.
claim-duplicate = Такое утверждение уже есть, под номером { $claim }:
claim-edited = Утверждение { $claim } изменено.
claim-retracted = { $count ->
    [0] Утверждение { $claim } отозвано. Больше я его не ищу.
    [one] Утверждение { $claim } отозвано. Больше я его не ищу; остановлен { $count } ожидавший ответ.
    [few] Утверждение { $claim } отозвано. Больше я его не ищу; остановлены { $count } ожидавших ответа.
    [many] Утверждение { $claim } отозвано. Больше я его не ищу; остановлено { $count } ожидавших ответов.
   *[other] Утверждение { $claim } отозвано. Больше я его не ищу; остановлено { $count } ожидавшего ответа.
}
claim-is-retracted = Утверждение { $claim } уже отозвано.
claim-unknown = Утверждения { $claim } нет. Список покажет /claims.
phrasing-added = { $count ->
    [one] Добавлено. У утверждения { $claim } теперь { $count } другая формулировка.
    [few] Добавлено. У утверждения { $claim } теперь { $count } другие формулировки.
    [many] Добавлено. У утверждения { $claim } теперь { $count } других формулировок.
   *[other] Добавлено. У утверждения { $claim } теперь { $count } другой формулировки.
}
phrasing-known = У утверждения { $claim } такая формулировка уже есть.

claims-all = { $count ->
    [one] <b>{ $count } утверждение</b>, сначала новые
    [few] <b>{ $count } утверждения</b>, сначала новые
    [many] <b>{ $count } утверждений</b>, сначала новые
   *[other] <b>{ $count } утверждения</b>, сначала новые
}
claims-found = { $count ->
    [one] <b>Найдено { $count } утверждение</b>
    [few] <b>Найдено { $count } утверждения</b>
    [many] <b>Найдено { $count } утверждений</b>
   *[other] <b>Найдено { $count } утверждения</b>
}
claims-none = Утверждений пока нет. Добавить можно командой /addclaim.
claims-none-found = Утверждений с такими словами не нашлось.
claims-page = Страница { $page } из { $pages }
claim-brief = <b>{ $claim }</b> { $statement } – { $rating }
claim-brief-retracted = <b>{ $claim }</b> { $statement } – { $rating }, <i>отозвано</i>
claim-overview =
    <b>Утверждение { $claim }</b>: «{ $statement }»
    Оценка: { $rating }
claim-retracted-because = <i>Отозвано: { $reason }</i>
claim-claimant = Кто это утверждает: { $claimant }
claim-language = Язык: { $language }
claim-without-check = Проверки пока нет.
claim-phrasings = { $count ->
    [one] Ещё { $count } формулировка:
    [few] Ещё { $count } формулировки:
    [many] Ещё { $count } формулировок:
   *[other] Ещё { $count } формулировки:
}
claim-appearances = Кто опубликовал первым:
claim-seen = { $count ->
    [0] Пока не встречалось ни в одной публикации.
    [one] Встретилось в { $count } публикации.
    [few] Встретилось в { $count } публикациях.
    [many] Встретилось в { $count } публикациях.
   *[other] Встретилось в { $count } публикации.
}
list-item = • { $text }

id-and-text-missing = Не хватает номера утверждения или того, что следует за ним.
id-unusable = «{ $typed }» – не число.
field-empty = Поле «{ $field }» пустое.
field-too-long = Поле «{ $field }» слишком длинное, символов: { $length }. Можно не больше { $most }.
field-too-short = Поле «{ $field }» слишком короткое: нужно не меньше { $least } символов.
field-without-letters = В поле «{ $field }» нет букв.
field-unknown = Поля «{ $typed }» нет. Поля: { $fields }
field-missing = Скажите, какое поле изменить, и поставьте после него двоеточие.
field-twice = Поле «{ $field }» указано дважды.
rating-unknown = Оценки «{ $typed }» нет. Оценки: { $ratings }
link-unusable = «{ $link }» – не веб-адрес, который начинается с https:// или http://.
link-with-user = В ссылке не должно быть имени пользователя и пароля.
link-which = У утверждения несколько проверок. Укажите старую ссылку и новую через пробел. Ссылки:
link-not-there = У утверждения нет проверки со ссылкой { $link }.
link-known = У утверждения уже есть ссылка { $link }.

## Roles and accounts

grant-parts-missing = Нужны аккаунт и роль.
grant-user-is-revoke = Чтобы забрать роль у { $account }, используйте /revoke.
grant-too-high = Вы можете давать только роли ниже своей ({ $role }).
grant-not-above = Роль этого аккаунта не ниже вашей ({ $role }), поэтому изменить её вы не можете.
grant-has-role = У { $account } уже есть эта роль: { $role }.
granted = Теперь у { $account } роль: { $role }.
owners-in-settings = Владельцы указаны в настройках бота, и через чат их изменить нельзя.
account-missing = Какой аккаунт?
account-unusable = «{ $typed }» – не идентификатор аккаунта. Имена меняются, поэтому нужен номер: telegram:1001, x:2002 или просто номер, если это эта же платформа.
role-unknown = Роли «{ $typed }» нет. Роли: { $roles }
revoked = У { $account } больше нет роли: { $role }.
revoke-no-role = У { $account } нет роли.
staff-title = { $count ->
    [one] <b>Роль есть у { $count } аккаунта</b>
    [few] <b>Роль есть у { $count } аккаунтов</b>
    [many] <b>Роль есть у { $count } аккаунтов</b>
   *[other] <b>Роль есть у { $count } аккаунта</b>
}
staff-line = { $role }: <code>{ $account }</code>

## Conversations: groups, reviewers, the tipline

reason-mode-quiet = Администраторы этого места хотят, чтобы я здесь молчал.
reason-silenced = Люди в этом месте не хотят ответов об этом утверждении.
reason-quiet-hours = Здесь были тихие часы, и никто не спрашивал.
reason-cap-reached = За этот час я уже дал здесь столько ответов, сколько разрешили администраторы.

help-settings = как я веду себя в группе: для её администраторов
help-review = решить о публикациях, которые ждут
help-stats = на что ответили за последнее время

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
slow-down = Это слишком много сразу! Дайте мне, пожалуйста, перерыв (минут: { $minutes }); до тех пор я не буду отвечать.

button-not-this = 👎 Не то
answer-taken-away = Я убрал свой ответ и больше не буду отвечать здесь об этом утверждении.
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

review-title = <b>На рассмотрение: номер { $item }</b> (ждёт: { $count })
review-post = «{ $text }»
review-asked = Людей, которые ждут ответа: { $count }
review-empty = Ничто не ждёт решения.
review-at-end = Пока это было последнее.
review-skipped = Номер { $item } оставлен другим.
review-decided = Номер { $item } – это утверждение { $claim }: «{ $statement }». Окончательно через { $seconds } с.
review-decided-none = Номер { $item } – не то утверждение, которое мы знаем. Окончательно через { $seconds } с.
review-final = Это решение уже окончательное.
review-not-yours = Сейчас решать об этом не вам. /review даст вам следующее.
review-in-private = Сделайте это, пожалуйста, в личном чате со мной: /review
review-which-claim = Какое это утверждение? Пришлите его номер или слова для поиска. /cancel завершает это.
review-digest = <b>Новое на рассмотрение: { $count }</b>. Всего ждёт { $waiting }, самое старое с { $since }. /review показывает по одному.
review-none-for-asker = Фактчекер посмотрел то, что вы прислали: проверки об этом пока нет.
review-answer = <b>Фактчекер посмотрел это.</b>
button-undo = Отменить
button-next-item = Следующее →
button-other-claim = Другое утверждение
button-no-claim = Никакое
button-skip = Пропустить
button-new-claim = Новое утверждение

stats-title = <b>За последние дни: { $days }</b>
stats-answers = Публикаций с ответом: { $count }
stats-helped = «Помогло», «это оно»: { $count }
stats-wrong = «Не моё»: { $count }
stats-waiting = Ждёт рецензента: { $count }
stats-questions = Людей, которые ждут ответа: { $count }
stats-median = Половина ответов пришла за { $time }
stats-no-median = Ни одного ответа ещё не отправлено.

help-block = больше не слышать аккаунт
help-unblock = снова слышать аккаунт
usage-block = <code>/block АККАУНТ</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock АККАУНТ</code>
example-unblock = <code>/unblock telegram:1001</code>
blocked = Я больше не слышу { $account }.
unblocked = Я слышу { $account }.
block-has-role = У { $account } есть роль, заблокировать нельзя. /revoke её снимает.

nothing-found-several = Я не знаю проверок об этих сообщениях: { $count }
nothing-found-pass-on = Чтобы фактчекер посмотрел одно из них, пришлите его мне отдельно.

help-merge = сделать одно утверждение формулировкой другого
usage-merge = <code>/merge НОМЕР КУДА</code>: первое утверждение станет формулировкой второго
example-merge = <code>/merge 12 7</code>
help-undo = отменить моё последнее изменение утверждения, в течение десяти минут
merge-parts-missing = Мне нужны номера двух разных утверждений.
merged = Утверждение { $source } теперь формулировка утверждения { $target }; его проверки и наблюдения перешли туда.
merged-reason = Объединено с утверждением { $claim }
undo-nothing = За последние десять минут нет вашего изменения, которое я мог бы отменить.
undo-changed-since = Утверждение { $claim } с тех пор изменили, поэтому я ничего не отменяю.
undo-already-used = Об утверждении { $claim } уже отвечали, или его видели. Используйте /retract.
undone = Отменено: ваше последнее изменение утверждения { $claim }.
retract-preview = Отозвать утверждение { $claim }? Ответов, которые будут исправлены: { $count }
button-retract = Отозвать и исправить
correction-retracted =
    Я должен исправиться: проверка, которую я здесь дал, отозвана. Пожалуйста, больше не полагайтесь на неё.
    «{ $statement }»

help-export = получить все утверждения файлом
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
exported = Опубликованных утверждений: { $count }
export-form-unknown = Форматы: csv и jsonl.
export-not-here = Здесь я не могу отправлять файлы.
export-in-private = Попросите файл, пожалуйста, в личном чате со мной.
help-invite = пригласить кого-нибудь на роль
usage-invite = <code>/invite РОЛЬ</code>; роли: reviewer, editor и admin
example-invite = <code>/invite reviewer</code>
invite-in-private = Сделайте это, пожалуйста, в личном чате со мной: код секретный.
invited =
    Приглашение на роль «{ $role }», для одного аккаунта, на 24 часа. Кто его получит, пусть отправит мне:
    <code>/start { $code }</code>
invitation-accepted = Добро пожаловать! Ваша роль теперь: { $role }. /help покажет, что вы можете.
invitation-over = Это приглашение больше не действует: его использовали, или прошли сутки. Попросите, пожалуйста, новое.
invitation-needless = Приглашение вам не нужно: ваша роль уже { $role }.
## X: budget and keys

help-budget = показать, сколько стоит X
budget-title = <b>Сколько стоит X</b>, в долларах США
budget-window = { $window } (UTC): потрачено { $spent } из { $cap }; осталось: { $left }
budget-no-cap = без ограничения
budget-forecast = При нынешнем темпе этот месяц обойдётся примерно в { $forecast }.
budget-answers = Ответов в этом месяце: { $answers }. Один стоит { $cost } вместе со всем, что для него нужно.
budget-unanswered = Возможно, списано ещё до { $amount }: запрос к X ушёл, но ответ потерялся.
budget-stage-everything = Делается всё: наблюдение, упоминания, личные сообщения.
budget-stage-no-watching = Наблюдение остановлено, чтобы остались деньги на ответы людям.
budget-stage-slower = Наблюдение остановлено, упоминания ищутся реже.
budget-stage-messages-only = Читаются и получают ответ только личные сообщения; упоминания ждут.
budget-stage-silence = Бот молчит в X: деньги закончились.
budget-notice = Бюджет X { $window }: потрачено { $spent } из { $cap } долларов. { $stage } Так будет до { $until } UTC.
platform-refused = { $platform } не принимает ключи бота. Пока их не обновят, бот там ничего не слышит и не говорит. { $error }

## Public answers on X

x-link-1 = Проверка:
x-link-2 = Подробности:
x-link-3 = Подробнее:
x-link-4 = Доказательства:
x-dm-1 = За ссылкой: пришлите мне эту запись личным сообщением.
x-dm-2 = Пришлите мне эту запись личным сообщением, и я отвечу ссылкой.
x-dm-3 = Ссылка придёт личным сообщением: пришлите мне туда эту запись.
x-page-1 = Ссылка – на странице в моём профиле.
x-page-2 = Ссылку вы найдёте на странице в моём профиле.
x-page-3 = За ссылкой загляните на страницу в моём профиле.
x-nothing-1 = Мне не известна проверка этого утверждения.
x-nothing-2 = Проверка этого до меня ещё не дошла.
x-nothing-3 = Я поискал и не нашёл проверки этого.
x-nothing-4 = Среди известных мне проверок такой нет.
x-nothing-5 = Пока я не нашёл проверки этого.
x-nothing-6 = Предложить проверку этого я пока не могу.
## Telegram: groups, changed posts, inline mode

greeting-group =
    Здравствуйте! Я знаю утверждения, которые уже проверили фактчекеры.
    Ответьте на сообщение и упомяните меня: я скажу, что выяснилось. Подробнее: /help.
answer-withdrawn = Этот ответ отозван: сообщение, к которому он относился, изменили.
inline-hint = Спросите меня лично
inline-nothing-found = Ничего не найдено: спросите меня лично
