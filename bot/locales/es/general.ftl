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
