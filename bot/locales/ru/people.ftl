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

blocked = Я больше не слышу { $account }.
unblocked = Я слышу { $account }.
block-has-role = У { $account } есть роль, заблокировать нельзя. /revoke её снимает.
invite-in-private = Сделайте это, пожалуйста, в личном чате со мной: код секретный.
invited =
    Приглашение на роль «{ $role }», для одного аккаунта, на 24 часа. Кто его получит, пусть отправит мне:
    <code>/start { $code }</code>
invitation-accepted = Добро пожаловать! Ваша роль теперь: { $role }. /help покажет, что вы можете.
invitation-over = Это приглашение больше не действует: его использовали, или прошли сутки. Попросите, пожалуйста, новое.
invitation-needless = Приглашение вам не нужно: ваша роль уже { $role }.
