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

blocked = Я більше не чую { $account }.
unblocked = Я чую { $account }.
block-has-role = У { $account } є роль, заблокувати не можна. /revoke її знімає.
invite-in-private = Зробіть це, будь ласка, в особистому чаті зі мною: код секретний.
invited =
    Запрошення на роль «{ $role }», для одного облікового запису, на 24 години. Хто його отримає, хай надішле мені:
    <code>/start { $code }</code>
invitation-accepted = Ласкаво просимо! Ваша роль тепер: { $role }. /help покаже, що ви можете.
invitation-over = Це запрошення більше не діє: його використали, або минула доба. Попросіть, будь ласка, нове.
invitation-needless = Запрошення вам не потрібне: ваша роль уже { $role }.
