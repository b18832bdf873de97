grant-parts-missing = I need an account and a role.
grant-user-is-revoke = To take the role of { $account } away, use /revoke.
grant-too-high = You can only give roles below your own ({ $role }).
grant-not-above = This account’s role is not below yours ({ $role }), so you cannot change it.
grant-has-role = { $account } has this role already: { $role }.
granted = { $account } now has the role: { $role }.
owners-in-settings = The operator of the bot decides who owns it, in the setting <code>owners</code>. That cannot be changed in chat.
grant-oneself = You cannot change your own role. Another owner can.
grant-chat = A group, a channel or an anonymous admin wrote that, and several people may stand behind it: roles are for one person. /invite makes a code that the person brings.
grant-bot = That is a bot: roles are for people.
grant-forward = That is a forwarded message, so I cannot tell whom you mean. Reply to a message that the person wrote, or make a code with /invite.
account-missing = Which account?
account-unusable = “{ $typed }” is not an account id. Names can change, so I need the number: telegram:1001, x:2002, or the number alone for this platform. /invite makes a code that the person brings, without any number.
role-unknown = There is no role “{ $typed }”. The roles are: { $roles }
revoked = { $account } no longer has the role: { $role }.
revoke-no-role = { $account } has no role.
staff-title = { $count ->
    [one] <b>One account has a role</b>
   *[other] <b>{ $count } accounts have a role</b>
}
staff-line = { $role }: <code>{ $account }</code>

blocked = I no longer hear { $account }.
unblocked = I hear { $account }.
block-has-role = { $account } has a role and cannot be blocked. /revoke takes it away.
invite-in-private = Please do that in a private chat with me: the code is a secret.
invited =
    An invitation to the role “{ $role }”, for one account, for 24 hours. Anyone who gets it sends me:
    <code>/start { $code }</code>
invitation-accepted = Welcome! Your role is now: { $role }. /help shows what you can do.
invitation-over = This invitation is over: it was used, or a day has passed. Please ask for a new one.
invitation-needless = You need no invitation: your role is { $role } already.
invited-link = This address does the same at a tap:
