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
rating-unknown = No conozco la calificación «{ $typed }». Estas son las calificaciones, con algunas de las palabras que acepto para cada una: { $ratings }
link-unusable = «{ $link }» no es una dirección web como https://example.org/article.
link-with-user = Un enlace no debe contener nombre de usuario ni contraseña.
link-which = La afirmación tiene varias verificaciones. Da el enlace antiguo y el nuevo, separados por un espacio. Los enlaces son:
link-not-there = La afirmación no tiene ninguna verificación con el enlace { $link }.
link-known = La afirmación ya tiene el enlace { $link }.

merge-parts-missing = Necesito los números de dos afirmaciones distintas.
merged = La afirmación { $source } es ahora una redacción de la { $target }; sus verificaciones y avistamientos pasaron a ella.
merged-reason = Unida a la afirmación { $claim }
undo-nothing = No hay ningún cambio tuyo de los últimos diez minutos que pueda deshacer.
undo-changed-since = La afirmación { $claim } ha cambiado desde entonces, así que no deshago nada.
undo-already-used = La afirmación { $claim } ya se respondió o se vio. Usa /retract.
undone = Deshecho: tu último cambio de la afirmación { $claim }.
undone-merge = Deshecho: las afirmaciones { $source } y { $target } vuelven a ser dos, cada una con lo suyo.
undone-import = Deshecho: tu última importación. Afirmaciones eliminadas: { $count }
undone-import-kept = Afirmaciones que se quedan, porque desde entonces se cambiaron, se vieron o se respondieron: { $count }
retract-preview = ¿Retiro la afirmación { $claim }? Respuestas que se corregirán: { $count }
button-retract = Retirar y corregir
correction-retracted =
    Debo corregirme: la verificación que di aquí se ha retirado. Por favor, no te fíes más de ella.
    «{ $statement }»
exported = Afirmaciones publicadas: { $count }
export-form-unknown = Los formatos son csv y jsonl.
export-not-here = Aquí no puedo enviar archivos.
export-in-private = Pide el archivo en un chat privado conmigo, por favor.

add-from-post = La publicación: «{ $text }»
add-now = Hasta ahora: «{ $value }»
add-for = La afirmación: «{ $statement }»
add-own-words = El medio dice: «{ $own }»
add-title = Título: { $title }
add-date = Publicado el { $date }
add-wording = Otra formulación, que se guarda con ella: «{ $text }»
add-page-which = La página examina varias afirmaciones. ¿Cuál?
add-page-none = La página no me dice qué afirmación examina. Su título: «{ $title }»
add-page-unread = No pude leer la página: { $reason } Dímelo tú, por favor.
page-refused = no puedo abrir esta dirección.
page-unreachable = allí no respondió nadie.
page-certificate = el certificado del sitio no es de fiar.
page-status = el sitio respondió con un error.
page-too-large = es demasiado grande.
page-too-slow = tardó demasiado.
page-no-page = no es una página web.
wording-which =
    ¿De qué afirmación es esto una formulación? «{ $text }»
    Elige, o envía el número de la afirmación o palabras para buscarla. /cancel termina esto.
button-keep = Dejarlo así →
button-use-words = Usar las palabras de la publicación
button-wording-of = Una formulación de …
import-send = Envíame el archivo: CSV o JSON, con { $most } afirmaciones como máximo. /cancel termina esto.
import-in-private = Envíame el archivo en un chat privado, por favor.
import-preview =
    <b>{ $name }</b>: lo he revisado; todavía no hay nada guardado.
    Afirmaciones nuevas: { $count }
    Ya estaban: { $known }
    Inservibles: { $faulty }
import-fault = { $number }: <code>{ $fault }</code>
button-import = Importar { $count }
imported = Importado. Afirmaciones nuevas: { $count }; ya estaban: { $known }. Las busco desde la próxima publicación.
import-too-large = El archivo es demasiado grande: aquí acepto 2 MB como máximo.
import-too-many = El archivo tiene demasiadas afirmaciones: aquí acepto { $most } como máximo. Para más está <code>claimspread claims import</code>.
import-unreadable = No puedo leer este archivo: <code>{ $reason }</code>
import-gone = No puedo obtener este archivo. Envíalo de nuevo, por favor.
import-changed = Este no es el archivo que revisé. Envíalo de nuevo, por favor.

add-same-link = Ya hay una afirmación con este enlace:
answer-in-words = Ahí no encontré palabras. Responde con palabras, por favor, o termina con /cancel.
