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

no-time-known = se desconoce

field-who = quién|who
field-where = dónde|where
field-citing = cita|citing

chart-posts-an-hour = publicaciones por hora
chart-posts-a-day = publicaciones por día
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
