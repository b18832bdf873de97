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
x-reply-3 = «{ $claim }» – calificación de los verificadores: { $rating }.
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
passed-on = Gracias. Un verificador lo mirará y te avisaré.
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

## Conversations: groups, reviewers, the tipline

reason-mode-quiet = Quienes administran este lugar quieren que no diga nada aquí.
reason-silenced = La gente de este lugar no quiere respuestas sobre esta afirmación.
reason-quiet-hours = Eran las horas de silencio de este lugar y nadie había preguntado.
reason-cap-reached = En esta hora ya había dado aquí tantas respuestas como permiten los administradores.

help-settings = cómo me comporto en un grupo: para sus administradores
help-review = decidir sobre las publicaciones que esperan
help-stats = qué se respondió últimamente

settings-title = <b>Cómo me comporto en «{ $title }»</b>
settings-mode = Modo: <b>{ $mode }</b>
mode-off = apagado
mode-asked = si me preguntan
mode-watch = atento
mode-quiet = callado
mode-means-off = <i>No leo nada ni respondo a nadie.</i>
mode-means-asked = <i>Respondo cuando alguien me menciona.</i>
mode-means-watch = <i>Respondo cuando alguien me menciona, y también a las publicaciones que casi con certeza repiten una afirmación conocida.</i>
mode-means-quiet = <i>Aquí no digo nada y solo anoto dónde se ven las afirmaciones.</i>
settings-language = Idioma: { $language }
settings-automatic = el de la publicación
settings-ratings = Respondo sin que me pregunten: { $ratings }
settings-quiet = Horas de silencio (nada sin preguntar): { $hours }
settings-no-quiet = ninguna
settings-cap = Respuestas por hora, como máximo: { $count }
settings-silenced = Afirmaciones que no se responden aquí: { $count }
settings-hears-all = Se me muestran todos los mensajes de aquí.
settings-privacy-on = ⚠️ El modo de privacidad de Telegram está activado: solo veo los mensajes que me mencionan o me responden. Para que pueda estar atento, hazme administrador aquí, o desactívalo en @BotFather y añádeme de nuevo.
settings-admins-only = Solo los administradores de este chat pueden cambiar cómo me comporto en él.
settings-no-chat = Aquí no hay nada que ajustar. Escribe /settings en un grupo que administres.
settings-no-chats = No conozco ningún grupo que administres. Añádeme a uno y escribe primero /settings allí.
settings-which = ¿Qué chat quieres cambiar?
settings-not-anonymous = No puedo escribir a un administrador anónimo. Pulsa esto con tu propio nombre, por favor.
button-settings-language = Idioma
button-settings-ratings = Calificaciones
button-settings-quiet = Horas de silencio
button-settings-cap = Respuestas por hora
button-settings-told = Avísame en privado
button-settings-unsilence = Responder de nuevo a todo
quiet-sighting =
    Visto en «{ $title }», donde guardo silencio:
    Afirmación { $claim }: «{ $statement }» – { $rating }
slow-down = ¡Eso es mucho de una vez! Dame un descanso de { $minutes } minutos, por favor; hasta entonces no responderé.

button-not-this = 👎 Esto no
answer-taken-away = He retirado mi respuesta y no volveré a responder aquí a esta afirmación.
passed-to-checkers = No estoy lo bastante seguro para responder. Lo he pasado a los verificadores.

pass-on-consent =
    ¿Paso tu texto a un verificador?
    Verá el texto, pero no quién eres. Lo guardo { $days } días como máximo. Sin tu sí no guardo nada.
button-consent = Sí, pásalo
button-decline = No
pass-on-send-again = Gracias. No guardé tu texto: envíamelo una vez más, por favor. /cancel termina esto.
not-passed-on = De acuerdo: no se pasa nada.
button-tell-me = 🔔 Avísame si esto cambia
tell-me-noted = Te avisaré si esto cambia. Pulsa otra vez para terminar.
tell-me-ended = Ya no te avisaré de los cambios.
claim-news-edited =
    Ha cambiado una verificación por la que preguntaste.
    «{ $statement }» – ahora: <b>{ $rating }</b>
    { $link }
claim-news-retracted =
    Se ha retirado una verificación por la que preguntaste: por favor, no te fíes más de ella.
    «{ $statement }»

review-title = <b>Para revisar: número { $item }</b> (en espera: { $count })
review-post = «{ $text }»
review-asked = Personas que esperan respuesta: { $count }
review-empty = Nada espera una decisión.
review-at-end = Era lo último por ahora.
review-skipped = El número { $item } queda para otros.
review-decided = El número { $item } es la afirmación { $claim }: «{ $statement }». Definitivo en { $seconds } segundos.
review-decided-none = El número { $item } no es ninguna afirmación conocida. Definitivo en { $seconds } segundos.
review-final = Esta decisión ya es definitiva.
review-not-yours = Ahora no te toca decidir sobre esto. /review te da lo siguiente.
review-in-private = Hazlo en un chat privado conmigo, por favor: /review
review-which-claim = ¿Qué afirmación es? Envía su número o palabras para buscarla. /cancel termina esto.
review-digest = <b>Nuevo para revisar: { $count }</b>. En total esperan { $waiting }, lo más antiguo desde { $since }. /review los muestra de uno en uno.
review-none-for-asker = Un verificador ha mirado lo que enviaste: por ahora no hay ninguna verificación sobre ello.
review-answer = <b>Un verificador ha mirado esto.</b>
button-undo = Deshacer
button-next-item = Siguiente →
button-other-claim = Otra afirmación
button-no-claim = Ninguna
button-skip = Saltar
button-new-claim = Afirmación nueva

stats-title = <b>Los últimos { $days } días</b>
stats-answers = Publicaciones respondidas: { $count }
stats-helped = «Me ayudó», «es esta»: { $count }
stats-wrong = «No es la mía»: { $count }
stats-waiting = Esperan a un revisor: { $count }
stats-questions = Personas que esperan respuesta: { $count }
stats-median = La mitad de las respuestas llegó en { $time }
stats-no-median = Aún no ha salido ninguna respuesta.

help-block = no escuchar más a una cuenta
help-unblock = volver a escuchar a una cuenta
usage-block = <code>/block CUENTA</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock CUENTA</code>
example-unblock = <code>/unblock telegram:1001</code>
blocked = Ya no escucho a { $account }.
unblocked = Escucho a { $account }.
block-has-role = { $account } tiene un rol y no se puede bloquear. /revoke se lo quita.

nothing-found-several = No conozco ninguna verificación sobre estos mensajes: { $count }
nothing-found-pass-on = Para que un verificador mire uno de ellos, envíamelo solo.

help-merge = convertir una afirmación en otra redacción de una segunda
usage-merge = <code>/merge NÚMERO EN</code>: la primera afirmación pasa a ser una redacción de la segunda
example-merge = <code>/merge 12 7</code>
help-undo = deshacer mi último cambio de una afirmación, en diez minutos
merge-parts-missing = Necesito los números de dos afirmaciones distintas.
merged = La afirmación { $source } es ahora una redacción de la { $target }; sus verificaciones y avistamientos pasaron a ella.
merged-reason = Unida a la afirmación { $claim }
undo-nothing = No hay ningún cambio tuyo de los últimos diez minutos que pueda deshacer.
undo-changed-since = La afirmación { $claim } ha cambiado desde entonces, así que no deshago nada.
undo-already-used = La afirmación { $claim } ya se respondió o se vio. Usa /retract.
undone = Deshecho: tu último cambio de la afirmación { $claim }.
retract-preview = ¿Retiro la afirmación { $claim }? Respuestas que se corregirán: { $count }
button-retract = Retirar y corregir
correction-retracted =
    Debo corregirme: la verificación que di aquí se ha retirado. Por favor, no te fíes más de ella.
    «{ $statement }»

help-export = recibir todas las afirmaciones en un archivo
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
exported = Afirmaciones publicadas: { $count }
export-form-unknown = Los formatos son csv y jsonl.
export-not-here = Aquí no puedo enviar archivos.
export-in-private = Pide el archivo en un chat privado conmigo, por favor.
help-invite = invitar a alguien a un rol
usage-invite = <code>/invite ROL</code>; los roles son reviewer, editor y admin
example-invite = <code>/invite reviewer</code>
invite-in-private = Hazlo en un chat privado conmigo, por favor: el código es secreto.
invited =
    Una invitación al rol «{ $role }», para una sola cuenta, durante 24 horas. Quien la reciba me envía:
    <code>/start { $code }</code>
invitation-accepted = ¡Te damos la bienvenida! Tu rol es ahora: { $role }. /help muestra lo que puedes hacer.
invitation-over = Esta invitación ya no vale: se usó o ha pasado un día. Pide otra, por favor.
invitation-needless = No necesitas invitación: tu rol ya es { $role }.
## X: budget and keys

help-budget = mostrar cuánto cuesta X
budget-title = <b>Lo que cuesta X</b>, en dólares de EE. UU.
budget-window = { $window } (UTC): { $spent } gastados de { $cap }; quedan: { $left }
budget-no-cap = sin límite
budget-forecast = Al ritmo actual, este mes costará unos { $forecast }.
budget-answers = Respuestas de este mes: { $answers }. Cada una cuesta { $cost }, con todo lo que requiere.
budget-unanswered = Es posible que se hayan cobrado hasta { $amount } más: se preguntó a X, pero la respuesta se perdió.
budget-stage-everything = Se hace todo: vigilancia, menciones y mensajes directos.
budget-stage-no-watching = La vigilancia se ha detenido, para que quede dinero para responder a la gente.
budget-stage-slower = La vigilancia se ha detenido y las menciones se buscan con menos frecuencia.
budget-stage-messages-only = Solo se leen y responden mensajes directos; las menciones esperan.
budget-stage-silence = El bot calla en X: el dinero se ha agotado.
budget-notice = Presupuesto de X { $window }: se han gastado { $spent } de { $cap } dólares. { $stage } Esto vale hasta { $until } UTC.
platform-refused = { $platform } rechaza las claves del bot. El bot no oye ni dice nada allí hasta que se renueven. { $error }

## Public answers on X

x-link-1 = La verificación:
x-link-2 = Detalles:
x-link-3 = Más información:
x-link-4 = Las pruebas:
x-dm-1 = Para recibir el enlace, envíame esta publicación por mensaje directo.
x-dm-2 = Envíame esta publicación por mensaje directo y te respondo con el enlace.
x-dm-3 = El enlace va por mensaje directo: envíame allí esta publicación.
x-page-1 = El enlace está en la página de mi perfil.
x-page-2 = Encontrarás el enlace en la página de mi perfil.
x-page-3 = Para el enlace, mira la página de mi perfil.
x-nothing-1 = No conozco ninguna verificación sobre esto.
x-nothing-2 = Todavía no me ha llegado ninguna verificación sobre esto.
x-nothing-3 = He buscado y no he encontrado ninguna verificación sobre esto.
x-nothing-4 = Entre las verificaciones que conozco no hay ninguna sobre esto.
x-nothing-5 = Hasta ahora no he encontrado ninguna verificación sobre esto.
x-nothing-6 = Aún no puedo ofrecer una verificación sobre esto.
## Telegram: groups, changed posts, inline mode

greeting-group =
    ¡Hola! Conozco afirmaciones que los verificadores ya han examinado.
    Responde a un mensaje y mencióname: diré qué se averiguó. Con /help hay más.
answer-withdrawn = Esta respuesta se retiró: el mensaje al que correspondía fue modificado.
inline-hint = Pregúntame en privado
inline-nothing-found = No encontré nada: pregúntame en privado
