why-title = <b>Рішення { $number }</b>
why-reason = Причина: { $reason }
why-match = Певність, що це твердження { $claim }: <b>{ $percent } %</b>. «{ $statement }» ({ $rating })
why-match-gone = Певність, що це було твердження { $claim }, якого більше немає: <b>{ $percent } %</b>
why-retracted-since = Відтоді це твердження відкликано.
why-point = • { $point }
why-unknown = Я не знаю свого рішення про це, або вам не можна його бачити.
why-nothing-yet = Тут я ще нічого не вирішував.

action-reply = Я відповів посиланням на перевірку.
action-suggest = Я запропонував твердження на вибір.
action-point = Я вказав на відповідь, яку вже дав тут.
action-admit = Я сказав, що не знаю такої перевірки.
action-review = Я промовчав і запитав рецензента.
action-record = Я промовчав і лише занотував, що твердження трапилося.
action-ignore = Я промовчав і нічого не зберіг.

reason-nearly-certain = я був майже певен, що в дописі саме це твердження.
reason-likely = найімовірніше, це було саме це твердження, але не напевно.
reason-doubtful = це могло бути це твердження, але я не був досить певен, щоб відповідати при всіх.
reason-no-match = жодне відоме мені твердження не схоже на допис.
reason-no-text = у дописі не було тексту, який я можу прочитати.
reason-too-short = допис закороткий, щоб відповідати на нього при всіх самому.
reason-denies-claim = допис заперечує твердження: виправляти його не треба.
reason-reports-claim = допис лише повідомляє, що так кажуть інші.
reason-not-asked = мене ніхто не питав, а без запитання я тут не відповідаю.
reason-stopped = автор просив дати йому спокій.
reason-mode-off = у цьому місці мене вимкнено.
reason-rating-not-answered = на твердження з такою оцінкою я тут без запитання не відповідаю.
reason-already-answered = цю перевірку тут уже наводили менш ніж добу тому.
reason-no-fact-check = у твердження немає перевірки, на яку можна послатися.
reason-own-post = це мій власний допис.

stance-deny = Я зрозумів допис як спростування.
stance-question = Я зрозумів допис як запитання.
stance-report = Я зрозумів допис як переказ чужих слів.

evidence-meaning-close = Зміст дуже близький.
evidence-meaning-related = Зміст споріднений.
evidence-meaning-far = Зміст досить далекий.
evidence-words = Спільні слова: { $words }
evidence-names-agree = Збіглися імена й назви: { $words }
evidence-names-missing = У дописі немає імен чи назв: { $words }
evidence-numbers-agree = Збіглися числа: { $words }
evidence-numbers-missing = У дописі немає чисел: { $words }
evidence-numbers-instead = Натомість там інші числа: { $words }
evidence-links = Допис посилається на сторінку, відому для цього твердження.

held-back-other-numbers = Проти: числа різняться.
held-back-other-years = Проти: роки різняться.
held-back-other-places = Проти: у дописі йдеться про іншу країну чи штат.
held-back-names-missing = Проти: бракує кількох імен чи назв.
held-back-negation-differs = Проти: в одному з двох є заперечення, в іншому немає.
held-back-opposite-words = Проти: слова з протилежним змістом.
held-back-another-claim-is-as-close = Проти: інше твердження так само близьке.
held-back-few-words-shared = Проти: мало спільних слів.
held-back-post-is-short = Проти: допис короткий.

reason-mode-quiet = Адміністратори цього місця хочуть, щоб я тут мовчав.
reason-silenced = Люди в цьому місці не хочуть відповідей про це твердження.
reason-quiet-hours = Тут були тихі години, і ніхто не питав.
reason-cap-reached = За цю годину я вже дав тут стільки відповідей, скільки дозволили адміністратори.
reason-brake = Я вже стільки відповідав публічно, що спершу подивиться людина.
verifier-asserts = Прочитано разом із твердженням: допис його стверджує.
verifier-asks = Прочитано разом із твердженням: допис питає, чи це правда.
verifier-reports = Прочитано разом із твердженням: допис повідомляє, що хтось так каже.
verifier-denies = Прочитано разом із твердженням: допис його заперечує.
verifier-other = Прочитано разом із твердженням: допис говорить про інше.
