why-title = <b>Решение { $number }</b>
why-reason = Причина: { $reason }
why-match = Уверенность, что это утверждение { $claim }: <b>{ $percent } %</b>. «{ $statement }» ({ $rating })
why-match-gone = Уверенность, что это было утверждение { $claim }, которого больше нет: <b>{ $percent } %</b>
why-retracted-since = С тех пор это утверждение отозвано.
why-point = • { $point }
why-unknown = Я не знаю своего решения об этом, или вам нельзя его видеть.
why-nothing-yet = Здесь я ещё ничего не решал.

action-reply = Я ответил ссылкой на проверку.
action-suggest = Я предложил утверждения на выбор.
action-point = Я указал на ответ, который уже дал здесь.
action-admit = Я сказал, что не знаю такой проверки.
action-review = Я промолчал и спросил рецензента.
action-record = Я промолчал и только отметил, что утверждение встретилось.
action-ignore = Я промолчал и ничего не сохранил.

reason-nearly-certain = я был почти уверен, что в публикации именно это утверждение.
reason-likely = скорее всего, это было именно это утверждение, но не наверняка.
reason-doubtful = это могло быть это утверждение, но я не был достаточно уверен, чтобы отвечать при всех.
reason-no-match = ни одно известное мне утверждение не похоже на публикацию.
reason-no-text = в публикации не было текста, который я могу прочесть.
reason-too-short = публикация слишком коротка, чтобы отвечать на неё при всех самому.
reason-denies-claim = публикация опровергает утверждение: поправлять её незачем.
reason-reports-claim = публикация лишь сообщает, что так говорят другие.
reason-not-asked = меня никто не спрашивал, а без вопроса я здесь не отвечаю.
reason-stopped = автор просил оставить его в покое.
reason-mode-off = в этом месте я выключен.
reason-rating-not-answered = на утверждения с такой оценкой я здесь без вопроса не отвечаю.
reason-already-answered = эту проверку здесь уже приводили меньше суток назад.
reason-no-fact-check = у утверждения нет проверки, на которую можно сослаться.
reason-own-post = это моя собственная публикация.

stance-deny = Я понял публикацию как опровержение.
stance-question = Я понял публикацию как вопрос.
stance-report = Я понял публикацию как пересказ чужих слов.

evidence-meaning-close = Смысл очень близок.
evidence-meaning-related = Смысл родственный.
evidence-meaning-far = Смысл довольно далёк.
evidence-words = Общие слова: { $words }
evidence-names-agree = Совпали имена: { $words }
evidence-names-missing = В публикации нет имён: { $words }
evidence-numbers-agree = Совпали числа: { $words }
evidence-numbers-missing = В публикации нет чисел: { $words }
evidence-numbers-instead = Вместо них другие числа: { $words }
evidence-links = Публикация ссылается на страницу, известную для этого утверждения.

held-back-other-numbers = Против: числа различаются.
held-back-other-years = Против: годы различаются.
held-back-other-places = Против: в сообщении речь о другой стране или штате.
held-back-names-missing = Против: не хватает нескольких имён.
held-back-negation-differs = Против: в одном из двух есть отрицание, в другом нет.
held-back-opposite-words = Против: слова с противоположным смыслом.
held-back-another-claim-is-as-close = Против: другое утверждение столь же близко.
held-back-few-words-shared = Против: мало общих слов.
held-back-post-is-short = Против: публикация короткая.

reason-mode-quiet = Администраторы этого места хотят, чтобы я здесь молчал.
reason-silenced = Люди в этом месте не хотят ответов об этом утверждении.
reason-quiet-hours = Здесь были тихие часы, и никто не спрашивал.
reason-cap-reached = За этот час я уже дал здесь столько ответов, сколько разрешили администраторы.
