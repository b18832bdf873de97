# Що бот говорить українською.

language-name = Українська
stop-words = стоп|досить|годі|припини|перестань|відчепись|відписатися|залиш мене в спокої|дай мені спокій|не відповідай мені|не пиши мені|замовкни|йди геть

## Ratings

rating-false = Неправда
rating-misleading = Вводить в оману
rating-unsupported = Без підтверджень
rating-unproven = Не доведено
rating-satire = Сатира
rating-true = Правда
rating-mixed = Частково правда
rating-and-own-words = { $rating } (словами видання: «{ $own }»)

## Roles

role-user = користувач
role-reviewer = рецензент
role-editor = редактор
role-admin = адміністратор
role-owner = власник

## Fields of a claim: the first name is shown, each may be typed

field-statement = твердження|текст
field-rating = оцінка
field-link = посилання
field-claimant = автор
field-language = мова
field-phrasing = формулювання
field-publisher = видання
field-reason = причина

## Answers to posts

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

## /why

why-title = <b>Рішення { $number }</b>
why-reason = Причина: { $reason }
why-match = Певність, що це твердження { $claim }: <b>{ $percent } %</b>. «{ $statement }» ({ $rating })
why-match-gone = Певність, що це було твердження { $claim }, якого більше немає: <b>{ $percent } %</b>
why-retracted-since = Відтоді це твердження відкликано.
why-point = • { $point }
why-unknown = Я не знаю свого рішення про це, або вам не можна його бачити.
why-nothing-yet = Тут я ще нічого не вирішував.

action-reply = Я відповів посиланням на перевірку.
action-suggest = Я запропонував твердження на вибір.
action-admit = Я сказав, що не знаю такої перевірки.
action-review = Я промовчав і запитав рецензента.
action-record = Я промовчав і лише занотував, що твердження трапилося.
action-ignore = Я промовчав і нічого не зберіг.

reason-nearly-certain = я був майже певен, що в дописі саме це твердження.
reason-likely = найімовірніше, це було саме це твердження, але не напевно.
reason-doubtful = це могло бути це твердження, але я не був досить певен, щоб відповідати при всіх.
reason-no-match = жодне відоме мені твердження не схоже на допис.
reason-no-text = у дописі не було тексту, який я можу прочитати.
reason-too-short = допис закороткий, щоб відповідати на нього при всіх самому.
reason-denies-claim = допис заперечує твердження: виправляти його не треба.
reason-reports-claim = допис лише повідомляє, що так кажуть інші.
reason-not-asked = мене ніхто не питав, а без запитання я тут не відповідаю.
reason-stopped = автор просив дати йому спокій.
reason-mode-off = у цьому місці мене вимкнено.
reason-rating-not-answered = на твердження з такою оцінкою я тут без запитання не відповідаю.
reason-already-answered = цю перевірку тут уже наводили менш ніж добу тому.
reason-no-fact-check = у твердження немає перевірки, на яку можна послатися.
reason-own-post = це мій власний допис.

stance-deny = Я зрозумів допис як спростування.
stance-question = Я зрозумів допис як запитання.
stance-report = Я зрозумів допис як переказ чужих слів.

evidence-meaning-close = Зміст дуже близький.
evidence-meaning-related = Зміст споріднений.
evidence-meaning-far = Зміст досить далекий.
evidence-words = Спільні слова: { $words }
evidence-names-agree = Збіглися імена й назви: { $words }
evidence-names-missing = У дописі немає імен чи назв: { $words }
evidence-numbers-agree = Збіглися числа: { $words }
evidence-numbers-missing = У дописі немає чисел: { $words }
evidence-numbers-instead = Натомість там інші числа: { $words }
evidence-links = Допис посилається на сторінку, відому для цього твердження.

held-back-other-numbers = Проти: числа різняться.
held-back-other-years = Проти: роки різняться.
held-back-names-missing = Проти: бракує кількох імен чи назв.
held-back-negation-differs = Проти: в одному з двох є заперечення, в іншому немає.
held-back-opposite-words = Проти: слова з протилежним змістом.
held-back-another-claim-is-as-close = Проти: інше твердження так само близьке.
held-back-few-words-shared = Проти: мало спільних слів.
held-back-post-is-short = Проти: допис короткий.

## Commands: menu lines, usage, examples

help-start = привітатися; також якщо ви мене зупиняли
help-help = показати, що я вмію
help-check = перевірити текст або допис, на який ви відповідаєте
help-why = пояснити моє останнє рішення тут
help-language = вибрати мову моїх відповідей
help-stop = щоб я дав вам спокій
help-cancel = перервати покрокові запитання
help-privacy = що я зберігаю про вас
help-forgetme = видалити те, що я зберігаю про вас
help-claims = список і пошук тверджень
help-claim = показати одне твердження
help-admins = показати, хто має роль
help-addclaim = додати твердження
help-editclaim = змінити твердження
help-addphrasing = додати інше формулювання твердження
help-retract = відкликати твердження
help-grant = надати комусь роль
help-revoke = забрати в когось роль

usage-help = <code>/help [КОМАНДА]</code>
example-help = <code>/help check</code>
usage-check = <code>/check ТЕКСТ</code> або <code>/check</code> у відповідь на допис
example-check = <code>/check Північна Корея відправить в Україну 100 000 добровольців</code>
usage-why = <code>/why [НОМЕР]</code> або у відповідь на одне з моїх повідомлень
example-why = <code>/why 12</code>
usage-language = <code>/language КОД</code>; <code>auto</code> означає мову, якою ви пишете
example-language = <code>/language uk</code>
usage-claims = <code>/claims [СЛОВА]</code>
example-claims = <code>/claims добровольці Україна</code>
usage-claim = <code>/claim НОМЕР</code>
example-claim = <code>/claim 7</code>
usage-addclaim = <code>/addclaim ТВЕРДЖЕННЯ | ОЦІНКА | ПОСИЛАННЯ | ВИДАННЯ</code> (видання можна не вказувати) або просто <code>/addclaim</code>, і я запитаю покроково
example-addclaim = <code>/addclaim Місяць зроблено із сиру | неправда | https://example.org/misiats-syr | Приклад Перевірок</code>
usage-editclaim = <code>/editclaim НОМЕР ПОЛЕ: ЗНАЧЕННЯ</code>; поля: твердження, оцінка, посилання, автор і мова
example-editclaim = <code>/editclaim 7 оцінка: вводить в оману</code>
usage-addphrasing = <code>/addphrasing НОМЕР ТЕКСТ</code>
example-addphrasing = <code>/addphrasing 7 Місяць – один великий сир</code>
usage-retract = <code>/retract НОМЕР ПРИЧИНА</code>
example-retract = <code>/retract 7 Видання зняло свою статтю</code>
usage-grant = <code>/grant АКАУНТ РОЛЬ</code>; ролі: рецензент, редактор і адміністратор
example-grant = <code>/grant telegram:1001 редактор</code>
usage-revoke = <code>/revoke АКАУНТ</code>
example-revoke = <code>/revoke telegram:1001</code>

usage = Пишіть так: { $usage }
example = Наприклад: { $example }
argument-too-long = Для мене це задовго, символів: { $length }. Після команди вміщується не більше { $most } символів.
role-too-low = На жаль, для цієї команди потрібна роль «{ $needed }», а ваша – «{ $own }». Нічого не змінено.
unknown-command = Я не знаю команди /{ $name }. Напишіть /help, щоб побачити, що я вмію.
unknown-command-close = Я не знаю команди /{ $name }. Ви мали на увазі { $names }?
press-not-yours = Ця кнопка не для вас.
press-over = Це вже завершено. Почніть, будь ласка, знову.
press-role-too-low = Ваша роль цього не дозволяє.

help-title = <b>Що я вмію</b>
help-role = <b>Для ролі «{ $role }»</b>
help-more = Напишіть <code>/help КОМАНДА</code>, щоб побачити, як користуватися командою. В особистому листуванні можна просто надіслати мені текст або переслати допис.
help-unknown = Я не знаю команди /{ $name }.

start =
    Вітаю! Я знаю твердження, які дослідили фактчекери.
    Надішліть мені текст або перешліть допис, і я пошукаю перевірку. У групі згадайте мене у відповідь на допис.
    /help покаже все, що я вмію, /privacy – що я зберігаю.
started-again = З поверненням! Я знову вам відповідаю.
stopped = Зрозумів: даю вам спокій. Напишіть /start, якщо захочете мене повернути.
cancelled = Скасовано. Нічого не змінено.
nothing-to-cancel = Скасовувати нічого.
privacy =
    <b>Що я зберігаю</b>
    • Псевдонім замість вашого імені чи акаунта: без мого секретного ключа його ніхто не розкриє.
    • Про дописи, що повторюють відоме твердження: коли й де вони трапилися, а також їхній текст; строк зберігання тексту в днях: { $days }. Текст інших дописів не зберігається.
    • Ваш вибір: мова і те, чи маю я дати вам спокій.
    • Ролі та зміни тверджень зберігаються разом з акаунтом того, хто їх зробив, щоб за них можна було відповісти.
    /forgetme видалить те, що я зберігаю про вас, а після /stop я дам вам спокій.
forgotten = { $count ->
    [0] Готово. Крім ваших налаштувань, я нічого про вас не зберігав. Якщо ви писали /stop, це лишається чинним.
    [one] Готово. Ваші налаштування й відгуки видалено, { $count } запис більше не веде до вас. Якщо ви писали /stop, це лишається чинним.
    [few] Готово. Ваші налаштування й відгуки видалено, { $count } записи більше не ведуть до вас. Якщо ви писали /stop, це лишається чинним.
    [many] Готово. Ваші налаштування й відгуки видалено, { $count } записів більше не ведуть до вас. Якщо ви писали /stop, це лишається чинним.
   *[other] Готово. Ваші налаштування й відгуки видалено, { $count } запису більше не ведуть до вас. Якщо ви писали /stop, це лишається чинним.
}
language-which = Якою мовою вам відповідати?
language-automatic = Відповідатиму тією мовою, якою ви пишете.
language-chosen = Мова моїх відповідей: { $language }.
language-not-spoken = Я не розмовляю мовою «{ $typed }». Мої мови: { $languages }
language-unusable = «{ $typed }» – не код мови, наприклад en або uk.
check-nothing = Що перевірити? Поставте текст після команди або відповідайте на допис.

## Claims

add-in-private = Покроково це зручніше в особистому листуванні. Тут напишіть усе одним рядком.
add-parts-missing = Потрібні твердження, оцінка й посилання, розділені рискою.
add-statement = Яке твердження додати? Надішліть його одним реченням, так, як його поширюють. /cancel перерве.
add-rating = Яку оцінку воно отримало? Виберіть або напишіть її.
add-link = Оцінка: <b>{ $rating }</b>. Тепер надішліть посилання на перевірку; після риски можна вказати видання: <code>ПОСИЛАННЯ | ВИДАННЯ</code>
add-preview =
    <b>Зберегти це твердження?</b>
    «{ $statement }»
    Оцінка: { $rating }
    Видання: { $publisher }
add-similar = { $count ->
    [one] Обережно, є { $count } дуже схоже твердження:
    [few] Обережно, є { $count } дуже схожі твердження:
    [many] Обережно, є { $count } дуже схожих тверджень:
   *[other] Обережно, є { $count } дуже схожого твердження:
}
claim-added = Твердження { $claim } збережено. Я шукаю його, починаючи з наступного допису.
claim-duplicate = Таке твердження вже є, під номером { $claim }:
claim-edited = Твердження { $claim } змінено.
claim-retracted = { $count ->
    [0] Твердження { $claim } відкликано. Більше я його не шукаю.
    [one] Твердження { $claim } відкликано. Більше я його не шукаю; зупинено { $count } відповідь, що чекала.
    [few] Твердження { $claim } відкликано. Більше я його не шукаю; зупинено { $count } відповіді, що чекали.
    [many] Твердження { $claim } відкликано. Більше я його не шукаю; зупинено { $count } відповідей, що чекали.
   *[other] Твердження { $claim } відкликано. Більше я його не шукаю; зупинено { $count } відповіді, що чекали.
}
claim-is-retracted = Твердження { $claim } вже відкликано.
claim-unknown = Твердження { $claim } немає. Список покаже /claims.
phrasing-added = { $count ->
    [one] Додано. Твердження { $claim } тепер має { $count } інше формулювання.
    [few] Додано. Твердження { $claim } тепер має { $count } інші формулювання.
    [many] Додано. Твердження { $claim } тепер має { $count } інших формулювань.
   *[other] Додано. Твердження { $claim } тепер має { $count } іншого формулювання.
}
phrasing-known = Твердження { $claim } вже має таке формулювання.

claims-all = { $count ->
    [one] <b>{ $count } твердження</b>, спершу нові
    [few] <b>{ $count } твердження</b>, спершу нові
    [many] <b>{ $count } тверджень</b>, спершу нові
   *[other] <b>{ $count } твердження</b>, спершу нові
}
claims-found = { $count ->
    [one] <b>Знайдено { $count } твердження</b>
    [few] <b>Знайдено { $count } твердження</b>
    [many] <b>Знайдено { $count } тверджень</b>
   *[other] <b>Знайдено { $count } твердження</b>
}
claims-none = Тверджень поки немає. Додати можна командою /addclaim.
claims-none-found = Тверджень із такими словами не знайшлося.
claims-page = Сторінка { $page } з { $pages }
claim-brief = <b>{ $claim }</b> { $statement } – { $rating }
claim-brief-retracted = <b>{ $claim }</b> { $statement } – { $rating }, <i>відкликано</i>
claim-overview =
    <b>Твердження { $claim }</b>: «{ $statement }»
    Оцінка: { $rating }
claim-retracted-because = <i>Відкликано: { $reason }</i>
claim-claimant = Хто це стверджує: { $claimant }
claim-language = Мова: { $language }
claim-without-check = Перевірки поки немає.
claim-phrasings = { $count ->
    [one] Ще { $count } формулювання:
    [few] Ще { $count } формулювання:
    [many] Ще { $count } формулювань:
   *[other] Ще { $count } формулювання:
}
claim-appearances = Хто опублікував першим:
claim-seen = { $count ->
    [0] Поки не траплялося в жодному дописі.
    [one] Трапилося в { $count } дописі.
    [few] Трапилося в { $count } дописах.
    [many] Трапилося в { $count } дописах.
   *[other] Трапилося в { $count } допису.
}
list-item = • { $text }

id-and-text-missing = Бракує номера твердження або того, що йде за ним.
id-unusable = «{ $typed }» – не число.
field-empty = Поле «{ $field }» порожнє.
field-too-long = Поле «{ $field }» задовге, символів: { $length }. Можна не більше { $most }.
field-too-short = Поле «{ $field }» закоротке: потрібно не менше { $least } символів.
field-without-letters = У полі «{ $field }» немає літер.
field-unknown = Поля «{ $typed }» немає. Поля: { $fields }
field-missing = Скажіть, яке поле змінити, і поставте після нього двокрапку.
field-twice = Поле «{ $field }» вказано двічі.
rating-unknown = Оцінки «{ $typed }» немає. Оцінки: { $ratings }
link-unusable = «{ $link }» – не вебадреса, що починається з https:// або http://.
link-with-user = У посиланні не має бути імені користувача й пароля.
link-which = Твердження має кілька перевірок. Вкажіть старе посилання й нове через пробіл. Посилання:
link-not-there = Твердження не має перевірки з посиланням { $link }.
link-known = Твердження вже має посилання { $link }.

## Roles and accounts

grant-parts-missing = Потрібні акаунт і роль.
grant-user-is-revoke = Щоб забрати роль у { $account }, скористайтеся /revoke.
grant-too-high = Ви можете надавати лише ролі, нижчі за свою ({ $role }).
grant-not-above = Роль цього акаунта не нижча за вашу ({ $role }), тому змінити її ви не можете.
grant-has-role = { $account } вже має цю роль: { $role }.
granted = Тепер { $account } має роль: { $role }.
owners-in-settings = Власників указано в налаштуваннях бота, і через чат їх змінити не можна.
account-missing = Який акаунт?
account-unusable = «{ $typed }» – не ідентифікатор акаунта. Імена змінюються, тому потрібен номер: telegram:1001, x:2002 або просто номер, якщо це та сама платформа.
role-unknown = Ролі «{ $typed }» немає. Ролі: { $roles }
revoked = { $account } більше не має ролі: { $role }.
revoke-no-role = { $account } не має ролі.
staff-title = { $count ->
    [one] <b>Роль має { $count } акаунт</b>
    [few] <b>Роль мають { $count } акаунти</b>
    [many] <b>Роль мають { $count } акаунтів</b>
   *[other] <b>Роль мають { $count } акаунта</b>
}
staff-line = { $role }: <code>{ $account }</code>

## Conversations: groups, reviewers, the tipline

reason-mode-quiet = Адміністратори цього місця хочуть, щоб я тут мовчав.
reason-silenced = Люди в цьому місці не хочуть відповідей про це твердження.
reason-quiet-hours = Тут були тихі години, і ніхто не питав.
reason-cap-reached = За цю годину я вже дав тут стільки відповідей, скільки дозволили адміністратори.

help-settings = як я поводжуся в групі: для її адміністраторів
help-review = вирішити про дописи, що чекають
help-stats = на що відповіли останнім часом

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
slow-down = Це забагато відразу! Дайте мені, будь ласка, перерву (хвилин: { $minutes }); доти я не відповідатиму.

button-not-this = 👎 Не те
answer-taken-away = Я прибрав свою відповідь і більше не відповідатиму тут про це твердження.
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

review-title = <b>На розгляд: номер { $item }</b> (чекає: { $count })
review-post = «{ $text }»
review-asked = Людей, які чекають відповіді: { $count }
review-empty = Ніщо не чекає рішення.
review-at-end = Поки що це було останнє.
review-skipped = Номер { $item } залишено іншим.
review-decided = Номер { $item } – це твердження { $claim }: «{ $statement }». Остаточно за { $seconds } с.
review-decided-none = Номер { $item } – не те твердження, яке ми знаємо. Остаточно за { $seconds } с.
review-final = Це рішення вже остаточне.
review-not-yours = Зараз вирішувати про це не вам. /review дасть вам наступне.
review-in-private = Зробіть це, будь ласка, в особистому чаті зі мною: /review
review-which-claim = Яке це твердження? Надішліть його номер або слова для пошуку. /cancel завершує це.
review-digest = <b>Нове на розгляд: { $count }</b>. Усього чекає { $waiting }, найстаріше з { $since }. /review показує по одному.
review-none-for-asker = Фактчекер переглянув те, що ви надіслали: перевірки про це поки немає.
review-answer = <b>Фактчекер переглянув це.</b>
button-undo = Скасувати
button-next-item = Наступне →
button-other-claim = Інше твердження
button-no-claim = Жодне
button-skip = Пропустити
button-new-claim = Нове твердження

stats-title = <b>За останні дні: { $days }</b>
stats-answers = Дописів із відповіддю: { $count }
stats-helped = «Допомогло», «саме це»: { $count }
stats-wrong = «Не моє»: { $count }
stats-waiting = Чекає на рецензента: { $count }
stats-questions = Людей, які чекають відповіді: { $count }
stats-median = Половина відповідей надійшла за { $time }
stats-no-median = Жодної відповіді ще не надіслано.

help-block = більше не чути обліковий запис
help-unblock = знову чути обліковий запис
usage-block = <code>/block ЗАПИС</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock ЗАПИС</code>
example-unblock = <code>/unblock telegram:1001</code>
blocked = Я більше не чую { $account }.
unblocked = Я чую { $account }.
block-has-role = У { $account } є роль, заблокувати не можна. /revoke її знімає.

nothing-found-several = Я не знаю перевірок про ці повідомлення: { $count }
nothing-found-pass-on = Щоб фактчекер переглянув одне з них, надішліть його мені окремо.

help-merge = зробити одне твердження формулюванням іншого
usage-merge = <code>/merge НОМЕР КУДИ</code>: перше твердження стане формулюванням другого
example-merge = <code>/merge 12 7</code>
help-undo = скасувати мою останню зміну твердження, протягом десяти хвилин
merge-parts-missing = Мені потрібні номери двох різних тверджень.
merged = Твердження { $source } тепер є формулюванням твердження { $target }; його перевірки й спостереження перейшли туди.
merged-reason = Об’єднано з твердженням { $claim }
undo-nothing = За останні десять хвилин немає вашої зміни, яку я міг би скасувати.
undo-changed-since = Твердження { $claim } відтоді змінили, тому я нічого не скасовую.
undo-already-used = Про твердження { $claim } вже відповідали, або його бачили. Використайте /retract.
undone = Скасовано: вашу останню зміну твердження { $claim }.
retract-preview = Відкликати твердження { $claim }? Відповідей, які буде виправлено: { $count }
button-retract = Відкликати й виправити
correction-retracted =
    Мушу виправитися: перевірку, яку я тут дав, відкликано. Будь ласка, більше не покладайтеся на неї.
    «{ $statement }»

help-export = отримати всі твердження файлом
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
exported = Опублікованих тверджень: { $count }
export-form-unknown = Формати: csv і jsonl.
export-not-here = Тут я не можу надсилати файли.
export-in-private = Попросіть файл, будь ласка, в особистому чаті зі мною.
help-invite = запросити когось на роль
usage-invite = <code>/invite РОЛЬ</code>; ролі: reviewer, editor і admin
example-invite = <code>/invite reviewer</code>
invite-in-private = Зробіть це, будь ласка, в особистому чаті зі мною: код секретний.
invited =
    Запрошення на роль «{ $role }», для одного облікового запису, на 24 години. Хто його отримає, хай надішле мені:
    <code>/start { $code }</code>
invitation-accepted = Ласкаво просимо! Ваша роль тепер: { $role }. /help покаже, що ви можете.
invitation-over = Це запрошення більше не діє: його використали, або минула доба. Попросіть, будь ласка, нове.
invitation-needless = Запрошення вам не потрібне: ваша роль уже { $role }.
## X: budget and keys

help-budget = показати, скільки коштує X
budget-title = <b>Скільки коштує X</b>, у доларах США
budget-window = { $window } (UTC): витрачено { $spent } з { $cap }; лишилося: { $left }
budget-no-cap = без обмеження
budget-forecast = За нинішнього темпу цей місяць коштуватиме близько { $forecast }.
budget-answers = Відповідей цього місяця: { $answers }. Одна коштує { $cost } разом з усім, що для неї потрібно.
budget-unanswered = Можливо, списано ще до { $amount }: запит до X пішов, але відповідь загубилася.
budget-stage-everything = Робиться все: спостереження, згадки, особисті повідомлення.
budget-stage-no-watching = Спостереження зупинено, щоб лишилися гроші на відповіді людям.
budget-stage-slower = Спостереження зупинено, згадки шукаються рідше.
budget-stage-messages-only = Читаються й отримують відповідь лише особисті повідомлення; згадки чекають.
budget-stage-silence = Бот мовчить у X: гроші скінчилися.
budget-notice = Бюджет X { $window }: витрачено { $spent } з { $cap } доларів. { $stage } Так буде до { $until } UTC.
platform-refused = { $platform } не приймає ключів бота. Доки їх не поновлять, бот там нічого не чує й не каже. { $error }

## Public answers on X

x-link-1 = Перевірка:
x-link-2 = Подробиці:
x-link-3 = Докладніше:
x-link-4 = Докази:
x-dm-1 = По посилання: надішліть мені цей допис особистим повідомленням.
x-dm-2 = Надішліть мені цей допис особистим повідомленням, і я відповім посиланням.
x-dm-3 = Посилання прийде особистим повідомленням: надішліть мені туди цей допис.
x-page-1 = Посилання – на сторінці в моєму профілі.
x-page-2 = Посилання ви знайдете на сторінці в моєму профілі.
x-page-3 = По посилання загляньте на сторінку в моєму профілі.
x-nothing-1 = Мені не відома перевірка цього твердження.
x-nothing-2 = Перевірка цього до мене ще не дійшла.
x-nothing-3 = Я пошукав і не знайшов перевірки цього.
x-nothing-4 = Серед відомих мені перевірок такої немає.
x-nothing-5 = Поки що я не знайшов перевірки цього.
x-nothing-6 = Запропонувати перевірку цього я поки не можу.
## Telegram: groups, changed posts, inline mode

greeting-group =
    Вітаю! Я знаю твердження, які вже перевірили фактчекери.
    Дайте відповідь на допис і згадайте мене: я скажу, що з’ясували. Докладніше: /help.
answer-withdrawn = Цю відповідь відкликано: допис, якого вона стосувалася, змінили.
inline-hint = Запитайте мене особисто
inline-nothing-found = Нічого не знайдено: запитайте мене особисто
