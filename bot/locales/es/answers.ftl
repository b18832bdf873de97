fact-check =
    La afirmación: «{ $claim }»
    Calificación de la afirmación: <b>{ $rating }</b>
fact-check-title = Título de la verificación: «{ $title }»
fact-check-publisher = Verificado por { $publisher }
publisher-unknown = verificadores de datos
fact-check-without-link = Todavía no hay enlace a la verificación.
x-reply-1 = Verificado por { $publisher }. La afirmación: «{ $claim }» Calificación de la afirmación: { $rating }.
x-reply-2 = Esta afirmación ya se verificó: «{ $claim }» Calificación: { $rating }. Verificado por: { $publisher }.
x-reply-3 = La afirmación «{ $claim }» tiene una verificación. Su calificación: { $rating }. Medio: { $publisher }.
x-reply-4 = La afirmación: «{ $claim }» Cómo la califica { $publisher }: { $rating }.
x-reply-5 = Hay una verificación de esta afirmación: «{ $claim }» Calificación de { $publisher }: { $rating }.
x-reply-6 = Una afirmación verificada: «{ $claim }» Quién la verificó: { $publisher }. Calificación: { $rating }.
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
choose-one-of = Responde con un número del 1 al { $last }:
nothing-to-choose = Ahora no hay nada que elegir. Envíame el texto o la publicación que deba comprobar.

thanks-right = <i>¡Gracias! Me alegra que te haya servido.</i>
thanks-wrong = <i>Gracias. He anotado que no es tu afirmación.</i>
picked = Elegiste: «{ $statement }»
passed-on = Gracias. Un verificador lo mirará y te avisaré.
claim-no-longer-published = Esta afirmación ha sido retirada.

slow-down = ¡Eso es mucho de una vez! Dame un descanso de { $minutes } minutos, por favor; hasta entonces no responderé.
answered-above = Ya respondí a esto aquí en las últimas 24 horas: mira más arriba, por favor.
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

nothing-found-several = No conozco ninguna verificación sobre estos mensajes: { $count }
nothing-found-pass-on = Para que un verificador mire uno de ellos, envíamelo solo.

unread-voice = No puedo escuchar mensajes de voz. Envíame la afirmación por escrito, por favor.
unread-audio = No puedo escuchar grabaciones. Envíame la afirmación por escrito, por favor.
unread-video = No puedo ver vídeos. Envíame la afirmación por escrito, por favor.
unread-image = No puedo leer imágenes. Envíame la afirmación por escrito, por favor.
unread-picture = No he encontrado en esta imagen ningún texto que pueda leer. Envíame la afirmación por escrito, por favor.
unread-document = Aquí no puedo abrir archivos. Envíame la afirmación por escrito, por favor.
unread-sticker = Un sticker me dice muy poco. Envíame la afirmación por escrito, por favor.

picture-read = He leído en la imagen: «{ $text }»
fact-check-disputed = Su mensaje cuestiona una afirmación que ya fue verificada:
small-talk = Envíame una afirmación o reenvíame una publicación y buscaré su verificación. /help muestra qué más puedo hacer.
what-to-check = ¿Qué compruebo? Envíame la afirmación con palabras o una publicación que la contenga; en un grupo, mencióname en respuesta a esa publicación.
pass-on-in-private = Ya no puedo ver esa publicación. Envíamela en un chat privado, por favor.
cap-reached = Ya he dado aquí tantas respuestas en esta hora como permiten los administradores. Pregúntame más tarde o en un chat privado.
