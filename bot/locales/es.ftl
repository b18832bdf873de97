# Lo que dice el bot en español.

language-name = Español
stop-words = basta|para|para ya|alto|detente|déjame en paz|dejame en paz|cancelar suscripción|no me respondas|no más respuestas|vete|silencio

## Ratings

rating-false = Falso
rating-misleading = Engañoso
rating-unsupported = Sin sustento
rating-unproven = No demostrado
rating-satire = Sátira
rating-true = Verdadero
rating-mixed = Verdadero en parte
rating-and-own-words = { $rating } (en palabras del medio: «{ $own }»)

## Roles

role-user = usuario
role-reviewer = revisor
role-editor = editor
role-admin = administrador
role-owner = propietario

## Fields of a claim: the first name is shown, each may be typed

field-statement = afirmación|texto
field-rating = calificación
field-link = enlace
field-claimant = autor
field-language = idioma
field-phrasing = formulación
field-publisher = medio
field-reason = motivo

## Answers to posts

fact-check-private =
    <b>{ $rating }</b>
    La afirmación: «{ $claim }»
fact-check-finding = El resultado: { $finding }
fact-check-group = <b>{ $rating }</b>: { $finding }
fact-check-publisher = Verificado por { $publisher }
fact-check-without-link = Todavía no hay enlace a la verificación.
x-reply-1 = Los verificadores ya examinaron esta afirmación: «{ $claim }» Calificación: { $rating }.
x-reply-2 = Esto ya se ha verificado. La afirmación: «{ $claim }» – { $rating }.
x-reply-3 = «{ $claim }» – calificación: { $rating }. La verificación:
x-reply-4 = Hay una verificación de «{ $claim }». Su calificación: { $rating }.
x-reply-5 = Calificación: { $rating }. La afirmación verificada: «{ $claim }»
x-reply-6 = Lo que dicen los verificadores sobre «{ $claim }»: { $rating }.
suggestions = { $count ->
    [one] No estoy seguro. ¿Te refieres a esta afirmación?
    [many] No estoy seguro. ¿Te refieres a alguna de estas afirmaciones?
   *[other] No estoy seguro. ¿Te refieres a alguna de estas afirmaciones?
}
suggestion = { $number }. { $claim }
nothing-found = No conozco ninguna verificación sobre esto. Eso no lo hace verdadero ni falso: quizá nadie lo haya examinado aún.
nothing-to-read = Ahí no encontré texto que comprobar. Envíame la afirmación con palabras o reenvíame una publicación que tenga texto.

button-helped = 👍 Me sirvió
button-not-mine = 👎 No es mi afirmación
button-why = ¿Por qué?
button-none = Ninguna de estas
button-pass-on = Preguntar a un verificador
button-cancel = Cancelar
button-save = Guardar
button-save-anyway = Guardar de todos modos
button-same = Es otra formulación de la afirmación { $claim }
button-previous = ← Atrás
button-next = Más →

numbered-choice = { $number } – { $label }
answer-with-number = <i>Responde con un número.</i>

thanks-right = <i>¡Gracias! Me alegra que te haya servido.</i>
thanks-wrong = <i>Gracias. He anotado que no es tu afirmación.</i>
picked = Elegiste: «{ $statement }»
passed-on = Gracias. Un verificador lo mirará.
claim-no-longer-published = Esta afirmación ha sido retirada.

## /why

why-title = <b>Decisión { $number }</b>
why-reason = Motivo: { $reason }
why-match = Seguridad de que es la afirmación { $claim }: <b>{ $percent } %</b>. «{ $statement }» ({ $rating })
why-match-gone = Seguridad de que era la afirmación { $claim }, que ya no existe: <b>{ $percent } %</b>
why-retracted-since = Esta afirmación se retiró después.
why-point = • { $point }
why-unknown = No conozco ninguna decisión mía sobre eso, o no te corresponde verla.
why-nothing-yet = Aquí todavía no he decidido sobre nada.

action-reply = Respondí con la verificación.
action-suggest = Ofrecí afirmaciones entre las que elegir.
action-admit = Dije que no conozco ninguna verificación.
action-review = No dije nada y pregunté a un revisor.
action-record = No dije nada y solo anoté que la afirmación se vio.
action-ignore = No dije nada ni guardé nada.

reason-nearly-certain = Estaba casi seguro de que la publicación hace esta afirmación.
reason-likely = Probablemente era esta afirmación, pero no era seguro.
reason-doubtful = Podría ser esta afirmación, pero no estaba lo bastante seguro para responder delante de otros.
reason-no-match = Ninguna afirmación que conozco se parece a la publicación.
reason-no-text = La publicación no tenía texto que yo pueda leer.
reason-too-short = La publicación es demasiado corta para responder por mi cuenta delante de otros.
reason-denies-claim = La publicación contradice la afirmación: no necesita corrección.
reason-reports-claim = La publicación solo cuenta que otros lo afirman.
reason-not-asked = Nadie me preguntó, y aquí no respondo sin que me pregunten.
reason-stopped = La persona que escribió la publicación me pidió que la dejara en paz.
reason-mode-off = Estoy desactivado en este lugar.
reason-rating-not-answered = Las afirmaciones con esta calificación no reciben aquí respuesta sin pedirla.
reason-already-answered = Esta verificación ya se dio aquí hace menos de un día.
reason-no-fact-check = La afirmación no tiene ninguna verificación que pueda enlazar.
reason-own-post = La publicación es mía.

stance-deny = Leo la publicación como un desmentido.
stance-question = Leo la publicación como una pregunta.
stance-report = Leo la publicación como un relato de lo que dicen otros.

evidence-meaning-close = El significado es muy cercano.
evidence-meaning-related = El significado está relacionado.
evidence-meaning-far = El significado es bastante lejano.
evidence-words = Palabras en común: { $words }
evidence-names-agree = Nombres que coinciden: { $words }
evidence-names-missing = Nombres que faltan en la publicación: { $words }
evidence-numbers-agree = Números que coinciden: { $words }
evidence-numbers-missing = Números que faltan en la publicación: { $words }
evidence-numbers-instead = En su lugar hay otros números: { $words }
evidence-links = La publicación enlaza una página conocida de esta afirmación.

held-back-other-numbers = En contra: los números son distintos.
held-back-other-years = En contra: los años son distintos.
held-back-names-missing = En contra: faltan varios nombres.
held-back-negation-differs = En contra: una de las dos niega y la otra no.
held-back-opposite-words = En contra: palabras de significado opuesto.
held-back-another-claim-is-as-close = En contra: otra afirmación es igual de cercana.
held-back-few-words-shared = En contra: pocas palabras en común.
held-back-post-is-short = En contra: la publicación es corta.

## Commands: menu lines, usage, examples

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

## Claims

add-in-private = Paso a paso lo hacemos en privado. Aquí, escríbelo en una línea.
add-parts-missing = Necesito una afirmación, una calificación y un enlace, separados por barras.
add-statement = ¿Cuál es la afirmación? Envíala en una frase, tal como se difunde. /cancel termina esto.
add-rating = ¿Qué calificación recibió? Elige o escríbela.
add-link = Calificación: <b>{ $rating }</b>. Ahora envía el enlace a la verificación; detrás de una barra puede ir el medio: <code>ENLACE | MEDIO</code>
add-preview =
    <b>¿Guardo esta afirmación?</b>
    «{ $statement }»
    Calificación: { $rating }
    Medio: { $publisher }
add-similar = { $count ->
    [one] Cuidado, hay una afirmación muy parecida:
    [many] Cuidado, hay { $count } de afirmaciones muy parecidas:
   *[other] Cuidado, hay { $count } afirmaciones muy parecidas:
}
claim-added = La afirmación { $claim } está guardada. La busco desde la próxima publicación.
claim-duplicate = Esta afirmación ya existe, con el número { $claim }:
claim-edited = La afirmación { $claim } ha cambiado.
claim-retracted = { $count ->
    [0] La afirmación { $claim } queda retirada. Ya no la busco.
    [one] La afirmación { $claim } queda retirada. Ya no la busco; se detuvo una respuesta que esperaba.
    [many] La afirmación { $claim } queda retirada. Ya no la busco; se detuvieron { $count } de respuestas que esperaban.
   *[other] La afirmación { $claim } queda retirada. Ya no la busco; se detuvieron { $count } respuestas que esperaban.
}
claim-is-retracted = La afirmación { $claim } ya estaba retirada.
claim-unknown = No existe la afirmación { $claim }. /claims las muestra.
phrasing-added = { $count ->
    [one] Añadida. La afirmación { $claim } tiene ahora otra formulación.
    [many] Añadida. La afirmación { $claim } tiene ahora { $count } de formulaciones más.
   *[other] Añadida. La afirmación { $claim } tiene ahora { $count } formulaciones más.
}
phrasing-known = La afirmación { $claim } ya tiene esta formulación.

claims-all = { $count ->
    [one] <b>Una afirmación</b>
    [many] <b>{ $count } de afirmaciones</b>, primero las más nuevas
   *[other] <b>{ $count } afirmaciones</b>, primero las más nuevas
}
claims-found = { $count ->
    [one] <b>Una afirmación encontrada</b>
    [many] <b>{ $count } de afirmaciones encontradas</b>
   *[other] <b>{ $count } afirmaciones encontradas</b>
}
claims-none = Todavía no hay afirmaciones. /addclaim añade una.
claims-none-found = No encontré ninguna afirmación con estas palabras.
claims-page = Página { $page } de { $pages }
claim-brief = <b>{ $claim }</b> { $statement } – { $rating }
claim-brief-retracted = <b>{ $claim }</b> { $statement } – { $rating }, <i>retirada</i>
claim-overview =
    <b>Afirmación { $claim }</b>: «{ $statement }»
    Calificación: { $rating }
claim-retracted-because = <i>Retirada: { $reason }</i>
claim-claimant = Lo afirma: { $claimant }
claim-language = Idioma: { $language }
claim-without-check = Todavía no hay verificación.
claim-phrasings = { $count ->
    [one] Otra formulación:
    [many] Otras { $count } de formulaciones:
   *[other] Otras { $count } formulaciones:
}
claim-appearances = Publicada por primera vez por:
claim-seen = { $count ->
    [0] Aún no se ha visto en ninguna publicación.
    [one] Vista en una publicación.
    [many] Vista en { $count } de publicaciones.
   *[other] Vista en { $count } publicaciones.
}
list-item = • { $text }

id-and-text-missing = Falta el número de la afirmación o lo que va detrás.
id-unusable = «{ $typed }» no es un número.
field-empty = El campo «{ $field }» está vacío.
field-too-long = El campo «{ $field }» es demasiado largo: { $length } caracteres; se permiten como máximo { $most }.
field-too-short = El campo «{ $field }» es demasiado corto: hacen falta al menos { $least } caracteres.
field-without-letters = El campo «{ $field }» no contiene letras.
field-unknown = No existe el campo «{ $typed }». Los campos son: { $fields }
field-missing = Dime qué campo cambio, con dos puntos detrás.
field-twice = El campo «{ $field }» aparece dos veces.
rating-unknown = No existe la calificación «{ $typed }». Las calificaciones son: { $ratings }
link-unusable = «{ $link }» no es una dirección web que empiece por https:// o http://.
link-with-user = Un enlace no debe contener nombre de usuario ni contraseña.
link-which = La afirmación tiene varias verificaciones. Da el enlace antiguo y el nuevo, separados por un espacio. Los enlaces son:
link-not-there = La afirmación no tiene ninguna verificación con el enlace { $link }.
link-known = La afirmación ya tiene el enlace { $link }.

## Roles and accounts

grant-parts-missing = Necesito una cuenta y un rol.
grant-user-is-revoke = Para quitar el rol a { $account }, usa /revoke.
grant-too-high = Solo puedes dar roles por debajo del tuyo ({ $role }).
grant-not-above = El rol de esta cuenta no está por debajo del tuyo ({ $role }), así que no puedes cambiarlo.
grant-has-role = { $account } ya tiene este rol: { $role }.
granted = { $account } tiene ahora el rol: { $role }.
owners-in-settings = Los propietarios están en los ajustes del bot y no se pueden cambiar por chat.
account-missing = ¿Qué cuenta?
account-unusable = «{ $typed }» no es un identificador de cuenta. Los nombres pueden cambiar, así que necesito el número: telegram:1001, x:2002, o solo el número si es de esta plataforma.
role-unknown = No existe el rol «{ $typed }». Los roles son: { $roles }
revoked = { $account } ya no tiene el rol: { $role }.
revoke-no-role = { $account } no tiene ningún rol.
staff-title = { $count ->
    [one] <b>Una cuenta tiene un rol</b>
    [many] <b>{ $count } de cuentas tienen un rol</b>
   *[other] <b>{ $count } cuentas tienen un rol</b>
}
staff-line = { $role }: <code>{ $account }</code>
