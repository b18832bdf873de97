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
platform-refused = { $platform } rechaza las claves del bot. El bot sigue intentándolo; hasta que se renueven no oye ni dice nada allí. { $error }
clock-wrong = El reloj de la máquina del bot está mal y { $platform } rechaza sus llamadas. Deja que el sistema lo ajuste (NTP); el bot sigue intentándolo. { $error }
account-refused = { $kind ->
    [locked] { $platform } ha bloqueado la cuenta del bot. Entra allí como el bot y desbloquéala.
    [suspended] { $platform } ha suspendido la cuenta del bot. Entra allí como el bot para ver por qué, y reclama.
    [automated] { $platform } toma los mensajes del bot por automatización no deseada. Entra allí como el bot y mira si pide algo.
    [limit] La cuenta del bot ha alcanzado un límite de { $platform }.
    [credits] El crédito de la cuenta del bot en { $platform } se ha agotado. Compra más o sube allí el límite de gasto.
   *[other] { $platform } no entiende una llamada del bot. Es un fallo de esta versión: actualízala o comunica esta línea.
} No se pierde nada: lo que espera se envía cuando { $platform } vuelva a aceptarlo. { $error }

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
x-title = La verificación se titula «{ $title }».
x-count = (Respuesta n.º { $count })
x-as-of = A fecha de { $moment } UTC.
