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
your-id = Ваш ідентифікатор: <code>{ $account }</code>
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
privacy-policy = Політика приватності тих, хто мене веде: { $url }
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

help-settings = як я поводжуся в групі: для її адміністраторів
help-review = вирішити про дописи, що чекають
help-stats = на що відповіли останнім часом

help-block = більше не чути обліковий запис
help-unblock = знову чути обліковий запис
usage-block = <code>/block ЗАПИС</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock ЗАПИС</code>
example-unblock = <code>/unblock telegram:1001</code>

help-merge = зробити одне твердження формулюванням іншого
usage-merge = <code>/merge НОМЕР КУДИ</code>: перше твердження стане формулюванням другого
example-merge = <code>/merge 12 7</code>
help-undo = скасувати мою останню зміну твердження, протягом десяти хвилин

help-export = отримати всі твердження файлом
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
help-invite = запросити когось на роль
usage-invite = <code>/invite РОЛЬ</code>; ролі: reviewer, editor і admin
example-invite = <code>/invite reviewer</code>

help-budget = показати, скільки коштує X

help-import = додати твердження з файлу
