# Cómo se difunde una afirmación: gráficos, cifras, orígenes, avisos y el resumen semanal.

count-posts = { $count ->
    [one] una publicación
    [many] { $count } de publicaciones
   *[other] { $count } publicaciones
}
count-places = { $count ->
    [one] un lugar
    [many] { $count } de lugares
   *[other] { $count } lugares
}
count-languages = { $count ->
    [one] un idioma
    [many] { $count } de idiomas
   *[other] { $count } idiomas
}
lasting-minutes = { $count ->
    [one] un minuto
    [many] { $count } de minutos
   *[other] { $count } minutos
}
lasting-hours = { $count ->
    [one] una hora
    [many] { $count } de horas
   *[other] { $count } horas
}
lasting-days = { $count ->
    [one] un día
    [many] { $count } de días
   *[other] { $count } días
}

help-spread = mostrar cómo se difunde una afirmación
usage-spread = <code>/spread NÚMERO [7d|30d|all] [light|dark]</code>
example-spread = <code>/spread 7 30d</code>
help-firstseen = mostrar dónde se vio primero una afirmación
usage-firstseen = <code>/firstseen NÚMERO</code>
example-firstseen = <code>/firstseen 7</code>
help-trending = mostrar qué afirmaciones se difunden ahora
help-digest = recibir un resumen de la semana, o dejar de recibirlo
usage-digest = <code>/digest on</code> o <code>/digest off</code>
example-digest = <code>/digest on</code>
help-addorigin = indicar quién publicó primero una afirmación y a quién citaba
usage-addorigin = <code>/addorigin NÚMERO QUIÉN | DÓNDE | CUÁNDO | A QUIÉN CITA | ENLACE</code>; solo QUIÉN es obligatorio, una parte vacía queda entre sus barras. CUÁNDO es una fecha, o una fecha y una hora en UTC
example-addorigin = <code>/addorigin 7 Agencia Ejemplo | su web | 2026-11-02 08:30 | «canales diplomáticos» | https://example.org/agency</code>
help-origins = ver quién publicó una afirmación y a quién citaba
usage-origins = <code>/origins NÚMERO</code>
example-origins = <code>/origins 7</code>
help-delorigin = quitar una entrada de /origins
usage-delorigin = <code>/delorigin NÚMERO ENTRADA</code>
example-delorigin = <code>/delorigin 7 2</code>

spread-title = <b>Afirmación { $claim }</b>: «{ $statement }»
spread-none = No hemos visto la afirmación { $claim } en ninguna publicación de este periodo.
spread-seen = Visto por nosotros: { $posts }, { $places }, { $languages }; por primera vez el { $when } ({ $where }).
spread-stances = { $asserting } la afirma, { $reporting } informa de ella, { $denying } la niega y { $asking } pregunta por ella; la mitad de las publicaciones llegó en un plazo de { $lasting }, y las últimas 24 horas trajeron { $recent } (lo habitual en un día: { $usual }).
spread-checked = La verificación llegó { $lasting } después del primer avistamiento.
spread-checked-before = La verificación llegó { $lasting } antes del primer avistamiento.
spread-unchecked = No se sabe cuándo apareció la verificación.
spread-checked-answered = La verificación llegó { $lasting } después del primer avistamiento; la primera respuesta con ella, al cabo de { $answered }.
spread-checked-before-answered = La verificación llegó { $lasting } antes del primer avistamiento; la primera respuesta con ella siguió al avistamiento al cabo de { $answered }.
spread-covered = <i>Escuchamos en { $places } del { $first } al { $last }; no sabemos qué se dijo en otros sitios ni antes.</i>
spread-period-unknown = Los periodos son 7d, 30d y all; los gráficos, light y dark.
spread-in-private = Pregúntamelo en privado, por favor: nombra lugares.
no-time-known = se desconoce

first-title = <b>Afirmación { $claim }: vista por nosotros por primera vez</b>
first-on = <b>{ $name }</b>: { $when } ({ $where })
first-in = { $name }: { $when } ({ $where })
first-origin = Antes de eso, según lo que anotaron los editores:
first-chain = { $when } { $who } ← { $citing }
first-cites-nobody = no nombra ninguna fuente
first-unnamed = { $source } (no nombra a nadie)
first-check = Verificación: { $when } ({ $who })
first-nowhere = Todavía no hemos visto la afirmación { $claim } en ninguna publicación.
where-private = nos lo enviaron en privado
where-unknown = un lugar sin nombre

trending-title = <b>Qué se difunde ahora</b> (24 horas hasta el { $when })
trending-line = <b>{ $claim }</b> { $statement } – { $posts }, { $places }; lo habitual en un día: { $usual }
trending-none = En las últimas 24 horas no hemos visto ninguna afirmación conocida.

digest-on = Recibirás un resumen de la semana cada siete días, el primero el { $when }. /digest off lo termina.
digest-off = Ya no recibirás ningún resumen.
digest-was-off = No recibes ningún resumen.
digest-choose = Escribe on u off.
digest-in-private = Pídeme el resumen en privado, por favor.
digest-title = <b>La semana en afirmaciones</b> ({ $first } – { $last })
digest-figures = Visto por nosotros: { $posts } de { $claims }.
digest-new = Nuevas esta semana: { $claims }
digest-none = Esta semana no hemos visto ninguna afirmación conocida.
digest-end = /digest off termina este resumen.
count-claims = { $count ->
    [one] una afirmación
    [many] { $count } de afirmaciones
   *[other] { $count } afirmaciones
}

alert-rise = <b>Aumento inusual</b>: la afirmación { $claim } se vio en 6 horas en { $posts } y { $places }, donde lo habitual es { $usual } (puntuación z robusta { $score }).
alert-more = «{ $statement }» /spread { $claim } muestra cómo.

origin-added = La entrada { $entry } se añadió a la afirmación { $claim }. /undo la retira.
origin-removed = La entrada { $entry } de la afirmación { $claim } se quitó. /undo la devuelve.
origin-unknown = La afirmación { $claim } no tiene la entrada { $entry }.
origin-when-unusable = «{ $typed }» no es una fecha como 2026-11-02 ni una fecha con hora como 2026-11-02 08:30.
origin-when-ahead = { $typed } está en el futuro.
origin-too-many = La afirmación { $claim } ya tiene { $count ->
    [one] una entrada
    [many] { $count } de entradas
   *[other] { $count } entradas
}; no se guardan más.
origins-title = <b>Quién publicó la afirmación { $claim }</b>
origins-none = Nadie ha anotado quién publicó primero la afirmación { $claim }. Se hace con /addorigin.
origin-line = { $entry }. { $who } · { $when } ← { $citing }
field-who = quién|who
field-where = dónde|where
field-citing = cita|citing

chart-claim = Afirmación { $claim }
chart-posts-an-hour = publicaciones por hora
chart-posts-a-day = publicaciones por día
chart-posts-within = publicaciones cada { $lasting }
chart-by-language = por idioma
chart-time = hora de la publicación, UTC
chart-seen-by-us = visto por nosotros primero, no dicho primero
chart-fact-check = verificación
chart-other-languages = otros
chart-language-unknown = desconocido
chart-assert = afirma
chart-report = informa
chart-question = pregunta
chart-deny = niega
chart-nothing = nada visto en este periodo
