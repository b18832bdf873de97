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
your-id = Ваш идентификатор: <code>{ $account }</code>
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
privacy-policy = Политика конфиденциальности тех, кто меня ведёт: { $url }
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

help-settings = как я веду себя в группе: для её администраторов
help-review = решить о публикациях, которые ждут
help-stats = на что ответили за последнее время

help-block = больше не слышать аккаунт
help-unblock = снова слышать аккаунт
usage-block = <code>/block АККАУНТ</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock АККАУНТ</code>
example-unblock = <code>/unblock telegram:1001</code>

help-merge = сделать одно утверждение формулировкой другого
usage-merge = <code>/merge НОМЕР КУДА</code>: первое утверждение станет формулировкой второго
example-merge = <code>/merge 12 7</code>
help-undo = отменить моё последнее изменение утверждения, в течение десяти минут

help-export = получить все утверждения файлом
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
help-invite = пригласить кого-нибудь на роль
usage-invite = <code>/invite РОЛЬ</code>; роли: reviewer, editor и admin
example-invite = <code>/invite reviewer</code>

help-budget = показать, сколько стоит X

help-import = добавить утверждения из файла
