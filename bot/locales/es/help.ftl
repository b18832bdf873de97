help-start = saludar; también si me habías parado
help-help = ver lo que sé hacer
help-check = comprobar un texto o la publicación a la que respondes
help-why = explicar mi última decisión aquí
help-language = elegir el idioma de mis respuestas
help-stop = que te deje en paz
help-cancel = terminar lo que te pregunto paso a paso
help-privacy = qué guardo sobre ti
help-forgetme = borrar lo que guardo sobre ti
help-claims = listar o buscar afirmaciones
help-claim = ver una afirmación
help-admins = ver quién tiene un rol
help-addclaim = añadir una afirmación
help-editclaim = cambiar una afirmación
help-addphrasing = añadir otra formulación de una afirmación
help-retract = retirar una afirmación
help-grant = dar un rol a alguien
help-revoke = quitar el rol a alguien

usage-help = <code>/help [COMANDO]</code>
example-help = <code>/help check</code>
usage-check = <code>/check TEXTO</code>, o <code>/check</code> como respuesta a una publicación
example-check = <code>/check Corea del Norte enviará 100.000 voluntarios a Ucrania</code>
usage-why = <code>/why [NÚMERO]</code>, o como respuesta a uno de mis mensajes
example-why = <code>/why 12</code>
usage-language = <code>/language CÓDIGO</code>; <code>auto</code> significa el idioma en que escribes
example-language = <code>/language es</code>
usage-claims = <code>/claims [PALABRAS]</code>
example-claims = <code>/claims voluntarios Ucrania</code>
usage-claim = <code>/claim NÚMERO</code>
example-claim = <code>/claim 7</code>
usage-addclaim = <code>/addclaim AFIRMACIÓN | CALIFICACIÓN | ENLACE | MEDIO</code> (el medio se puede omitir), o solo <code>/addclaim</code> para que te pregunte paso a paso
example-addclaim = <code>/addclaim La Luna es de queso | falso | https://example.org/luna-queso | Verificaciones de Ejemplo</code>
usage-editclaim = <code>/editclaim NÚMERO CAMPO: VALOR</code>; los campos son afirmación, calificación, enlace, autor e idioma
example-editclaim = <code>/editclaim 7 calificación: engañoso</code>
usage-addphrasing = <code>/addphrasing NÚMERO TEXTO</code>
example-addphrasing = <code>/addphrasing 7 La Luna es un gran queso</code>
usage-retract = <code>/retract NÚMERO MOTIVO</code>
example-retract = <code>/retract 7 El medio retiró su artículo</code>
usage-grant = <code>/grant CUENTA ROL</code>; los roles son revisor, editor y administrador
example-grant = <code>/grant telegram:1001 editor</code>
usage-revoke = <code>/revoke CUENTA</code>
example-revoke = <code>/revoke telegram:1001</code>

usage = Escríbelo así: { $usage }
example = Por ejemplo: { $example }
argument-too-long = Es demasiado largo para mí: { $length } caracteres. Detrás de un comando caben como máximo { $most } caracteres.
role-too-low = Lo siento: este comando necesita el rol «{ $needed }» y el tuyo es «{ $own }». No se ha cambiado nada.
unknown-command = No conozco el comando /{ $name }. Escribe /help para ver lo que sé hacer.
unknown-command-close = No conozco el comando /{ $name }. ¿Querías decir { $names }?
press-not-yours = Este botón no es para ti.
press-over = Esto ya terminó. Empieza de nuevo, por favor.
press-role-too-low = Tu rol no lo permite.

help-title = <b>Lo que sé hacer</b>
help-role = <b>Para el rol «{ $role }»</b>
help-more = Escribe <code>/help COMANDO</code> para ver cómo se usa un comando. En privado basta con enviarme un texto o reenviarme una publicación.
help-unknown = No conozco el comando /{ $name }.

start =
    ¡Hola! Conozco afirmaciones que los verificadores han examinado.
    Envíame un texto o reenvíame una publicación y buscaré su verificación. En un grupo, mencióname como respuesta a una publicación.
    /help muestra todo lo que sé hacer, /privacy lo que guardo.
your-id = Tu identificador: <code>{ $account }</code>
started-again = ¡Bienvenido de nuevo! Vuelvo a responderte.
stopped = Entendido: te dejo en paz. Escribe /start si quieres que vuelva.
cancelled = Cancelado. No se ha cambiado nada.
nothing-to-cancel = No hay nada que cancelar.
privacy =
    <b>Lo que guardo</b>
    • Un seudónimo en lugar de tu nombre o tu cuenta, que nadie puede revertir sin mi clave secreta.
    • De las publicaciones que repiten una afirmación conocida: cuándo y dónde se vieron y, durante { $days } días, su texto. El texto de las demás no se guarda.
    • Lo que elegiste: tu idioma y si debo dejarte en paz.
    • Los roles y los cambios de afirmaciones quedan con la cuenta que los hizo, para que se pueda responder por ellos.
    /forgetme borra lo que guardo sobre ti, /stop hace que te deje en paz.
privacy-policy = Política de privacidad de quienes me gestionan: { $url }
forgotten = { $count ->
    [0] Hecho. Aparte de tus ajustes no guardaba nada sobre ti. Si habías escrito /stop, sigue en vigor.
    [one] Hecho. Tus ajustes y opiniones se han borrado y un registro ya no conduce a ti. Si habías escrito /stop, sigue en vigor.
    [many] Hecho. Tus ajustes y opiniones se han borrado y { $count } de registros ya no conducen a ti. Si habías escrito /stop, sigue en vigor.
   *[other] Hecho. Tus ajustes y opiniones se han borrado y { $count } registros ya no conducen a ti. Si habías escrito /stop, sigue en vigor.
}
language-which = ¿En qué idioma te respondo?
language-automatic = Responderé en el idioma en que escribas.
language-chosen = Te responderé en: { $language }.
language-not-spoken = No hablo «{ $typed }». Hablo: { $languages }
language-unusable = «{ $typed }» no es un código de idioma como en o es.
check-nothing = ¿Qué compruebo? Pon el texto detrás del comando o responde a una publicación.

help-settings = cómo me comporto en un grupo: para sus administradores
help-review = decidir sobre las publicaciones que esperan
help-stats = qué se respondió últimamente

help-block = no escuchar más a una cuenta
help-unblock = volver a escuchar a una cuenta
usage-block = <code>/block CUENTA</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock CUENTA</code>
example-unblock = <code>/unblock telegram:1001</code>

help-merge = convertir una afirmación en otra redacción de una segunda
usage-merge = <code>/merge NÚMERO EN</code>: la primera afirmación pasa a ser una redacción de la segunda
example-merge = <code>/merge 12 7</code>
help-undo = deshacer mi último cambio de una afirmación, en diez minutos

help-export = recibir todas las afirmaciones en un archivo
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
help-invite = invitar a alguien a un rol
usage-invite = <code>/invite ROL</code>; los roles son reviewer, editor y admin
example-invite = <code>/invite reviewer</code>

help-budget = mostrar cuánto cuesta X

help-import = añadir afirmaciones de un archivo
