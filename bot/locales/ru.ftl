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
x-reply-3 = «{ $claim }» – оценка: { $rating }. Проверка:
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
passed-on = Спасибо. Фактчекер посмотрит.
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
