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
action-point = Remití a la respuesta que ya di aquí.
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
held-back-other-places = En contra: la publicación habla de otro país o estado.
held-back-names-missing = En contra: faltan varios nombres.
held-back-negation-differs = En contra: una de las dos niega y la otra no.
held-back-opposite-words = En contra: palabras de significado opuesto.
held-back-another-claim-is-as-close = En contra: otra afirmación es igual de cercana.
held-back-few-words-shared = En contra: pocas palabras en común.
held-back-post-is-short = En contra: la publicación es corta.

reason-mode-quiet = Quienes administran este lugar quieren que no diga nada aquí.
reason-silenced = La gente de este lugar no quiere respuestas sobre esta afirmación.
reason-quiet-hours = Eran las horas de silencio de este lugar y nadie había preguntado.
reason-cap-reached = En esta hora ya había dado aquí tantas respuestas como permiten los administradores.
reason-brake = He respondido tanto en público que primero lo mira una persona.
verifier-asserts = Leído junto con la afirmación: la publicación la afirma.
verifier-asks = Leído junto con la afirmación: la publicación pregunta si es cierta.
verifier-reports = Leído junto con la afirmación: la publicación cuenta que alguien lo dice.
verifier-denies = Leído junto con la afirmación: la publicación la niega.
verifier-other = Leído junto con la afirmación: la publicación dice otra cosa.
