grant-parts-missing = Necesito una cuenta y un rol.
grant-user-is-revoke = Para quitar el rol a { $account }, usa /revoke.
grant-too-high = Solo puedes dar roles por debajo del tuyo ({ $role }).
grant-not-above = El rol de esta cuenta no está por debajo del tuyo ({ $role }), así que no puedes cambiarlo.
grant-has-role = { $account } ya tiene este rol: { $role }.
granted = { $account } tiene ahora el rol: { $role }.
owners-in-settings = Quien opera el bot decide quiénes son sus propietarios, en el ajuste <code>owners</code>. No se puede cambiar por chat.
grant-oneself = No puedes cambiar tu propio rol. Puede hacerlo otro propietario.
grant-chat = Eso lo escribió un grupo, un canal o un administrador anónimo, y puede haber varias personas detrás: los roles son para una sola persona. /invite crea un código que la persona me trae.
grant-bot = Eso es un bot: los roles son para personas.
grant-forward = Ese mensaje es reenviado, así que no sé a quién te refieres. Responde a un mensaje escrito por esa persona o crea un código con /invite.
account-missing = ¿Qué cuenta?
account-unusable = «{ $typed }» no es un identificador de cuenta. Los nombres pueden cambiar, así que necesito el número: telegram:1001, x:2002, o solo el número si es de esta plataforma. /invite crea un código que la persona me trae, sin ningún número.
role-unknown = No existe el rol «{ $typed }». Los roles son: { $roles }
revoked = { $account } ya no tiene el rol: { $role }.
revoke-no-role = { $account } no tiene ningún rol.
staff-title = { $count ->
    [one] <b>Una cuenta tiene un rol</b>
    [many] <b>{ $count } de cuentas tienen un rol</b>
   *[other] <b>{ $count } cuentas tienen un rol</b>
}
staff-line = { $role }: <code>{ $account }</code>

blocked = Ya no escucho a { $account }.
unblocked = Escucho a { $account }.
block-has-role = { $account } tiene un rol y no se puede bloquear. /revoke se lo quita.
invite-in-private = Hazlo en un chat privado conmigo, por favor: el código es secreto.
invited =
    Una invitación al rol «{ $role }», para una sola cuenta, durante 24 horas. Quien la reciba me envía:
    <code>/start { $code }</code>
invitation-accepted = ¡Te damos la bienvenida! Tu rol es ahora: { $role }. /help muestra lo que puedes hacer.
invitation-over = Esta invitación ya no vale: se usó o ha pasado un día. Pide otra, por favor.
invitation-needless = No necesitas invitación: tu rol ya es { $role }.
invited-link = Esta dirección hace lo mismo con un toque:
