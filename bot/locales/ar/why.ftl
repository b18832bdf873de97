why-title = <b>القرار { $number }</b>
why-reason = السبب: { $reason }
why-match = درجة التأكد من أنه الادعاء { $claim }: <b>{ $percent }%</b>. «{ $statement }» ({ $rating })
why-match-gone = درجة التأكد من أنه كان الادعاء { $claim } الذي لم يعد موجودًا: <b>{ $percent }%</b>
why-retracted-since = سُحب هذا الادعاء بعد ذلك.
why-point = • { $point }
why-unknown = لا أعرف قرارًا لي حول ذلك، أو ليس لك أن تراه.
why-nothing-yet = لم أتخذ أي قرار هنا بعد.

action-reply = أجبت برابط التحقق.
action-suggest = عرضت ادعاءات للاختيار منها.
action-point = أشرتُ إلى الإجابة التي قدّمتها هنا من قبل.
action-admit = قلت إنني لا أعرف تحققًا حول ذلك.
action-review = لم أقل شيئًا وسألت أحد المراجعين.
action-record = لم أقل شيئًا واكتفيت بتسجيل أن الادعاء ظهر.
action-ignore = لم أقل شيئًا ولم أحفظ شيئًا.

reason-nearly-certain = كنت شبه متأكد من أن المنشور يقدّم هذا الادعاء.
reason-likely = كان هذا الادعاء مرجحًا لكنه غير مؤكد.
reason-doubtful = قد يكون هذا الادعاء، لكنني لم أكن متأكدًا بما يكفي لأجيب أمام الآخرين.
reason-no-match = لا يشبه المنشورَ أي ادعاء أعرفه.
reason-no-text = لم يكن في المنشور نص أستطيع قراءته.
reason-too-short = المنشور أقصر من أن أجيب عنه من تلقاء نفسي أمام الآخرين.
reason-denies-claim = المنشور ينفي الادعاء، فلا حاجة إلى تصحيحه.
reason-reports-claim = المنشور ينقل فقط أن آخرين يقولون ذلك.
reason-not-asked = لم يسألني أحد، وأنا لا أجيب هنا من دون سؤال.
reason-stopped = طلب صاحب المنشور أن أتركه وشأنه.
reason-mode-off = أنا متوقف عن العمل في هذا المكان.
reason-rating-not-answered = لا أجيب هنا من دون سؤال عن الادعاءات التي لها هذا التقييم.
reason-already-answered = ذُكر هذا التحقق هنا قبل أقل من يوم.
reason-no-fact-check = ليس للادعاء تحقق أستطيع ذكر رابطه.
reason-own-post = المنشور منشوري أنا.

stance-deny = فهمت المنشور على أنه نفي.
stance-question = فهمت المنشور على أنه سؤال.
stance-report = فهمت المنشور على أنه نقل لكلام الآخرين.

evidence-meaning-close = المعنى قريب جدًا.
evidence-meaning-related = المعنى ذو صلة.
evidence-meaning-far = المعنى بعيد نوعًا ما.
evidence-words = كلمات مشتركة: { $words }
evidence-names-agree = أسماء متطابقة: { $words }
evidence-names-missing = أسماء غير موجودة في المنشور: { $words }
evidence-numbers-agree = أرقام متطابقة: { $words }
evidence-numbers-missing = أرقام غير موجودة في المنشور: { $words }
evidence-numbers-instead = توجد بدلًا منها أرقام أخرى: { $words }
evidence-links = في المنشور رابط إلى صفحة معروفة لهذا الادعاء.

held-back-other-numbers = ما يخالفه: الأرقام مختلفة.
held-back-other-years = ما يخالفه: السنوات مختلفة.
held-back-other-places = ما يخالفه: المنشور عن بلد أو ولاية أخرى.
held-back-names-missing = ما يخالفه: عدة أسماء غير موجودة.
held-back-negation-differs = ما يخالفه: في أحدهما نفي وليس في الآخر.
held-back-opposite-words = ما يخالفه: كلمات متضادة المعنى.
held-back-another-claim-is-as-close = ما يخالفه: ادعاء آخر قريب بالقدر نفسه.
held-back-few-words-shared = ما يخالفه: الكلمات المشتركة قليلة.
held-back-post-is-short = ما يخالفه: المنشور قصير.

reason-mode-quiet = يريد مشرفو هذا المكان ألا أقول شيئًا هنا.
reason-silenced = لا يريد أهل هذا المكان إجابة عن هذا الادعاء.
reason-quiet-hours = كان ذلك في ساعات الهدوء هنا، ولم يسأل أحد.
reason-cap-reached = كنت قد قدمت هنا خلال الساعة عدد الإجابات الذي يسمح به المشرفون.
reason-brake = أجبتُ علنًا كثيرًا، لذلك ينظر شخص أولًا.
verifier-asserts = عند القراءة مع الادعاء: المنشور يؤكده.
verifier-asks = عند القراءة مع الادعاء: المنشور يسأل هل هو صحيح.
verifier-reports = عند القراءة مع الادعاء: المنشور ينقل أن أحدًا يقوله.
verifier-denies = عند القراءة مع الادعاء: المنشور ينفيه.
verifier-other = عند القراءة مع الادعاء: المنشور يقول شيئًا آخر.
