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

button-not-this = 👎 Esto no
answer-taken-away = He retirado mi respuesta y no volveré a responder aquí a esta afirmación.

greeting-group =
    ¡Hola! Conozco afirmaciones que los verificadores ya han examinado.
    Responde a un mensaje y mencióname: diré qué se averiguó. Con /help hay más.
answer-withdrawn = Esta respuesta se retiró: el mensaje al que correspondía fue modificado.
inline-hint = Pregúntame en privado
inline-nothing-found = No encontré nada: pregúntame en privado
