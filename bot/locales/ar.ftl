# ما يقوله البوت بالعربية.

language-name = العربية
stop-words = توقف|قف|كفى|كفاية|اتركني|اتركني وشأني|دعني وشأني|إلغاء الاشتراك|الغاء الاشتراك|لا ترد علي|لا ترد عليّ|اصمت|ارحل

## Ratings

rating-false = كاذب
rating-misleading = مضلِّل
rating-unsupported = بلا سند
rating-unproven = غير مثبت
rating-satire = ساخر
rating-true = صحيح
rating-mixed = صحيح جزئيًا
rating-and-own-words = { $rating } (بتعبير الناشر: «{ $own }»)

## Roles

role-user = مستخدم
role-reviewer = مراجع
role-editor = محرر
role-admin = مشرف
role-owner = مالك

## Fields of a claim: the first name is shown, each may be typed

field-statement = الادعاء|ادعاء|النص
field-rating = التقييم|تقييم
field-link = الرابط|رابط
field-claimant = القائل|قائل
field-language = اللغة|لغة
field-phrasing = الصياغة|صياغة
field-publisher = الناشر|ناشر
field-reason = السبب|سبب

## Answers to posts

fact-check-private =
    <b>{ $rating }</b>
    الادعاء: «{ $claim }»
fact-check-finding = النتيجة: { $finding }
fact-check-group = <b>{ $rating }</b>: { $finding }
fact-check-publisher = تحقق منه: { $publisher }
fact-check-without-link = لا يوجد رابط للتحقق بعد.
x-reply-1 = سبق أن فحص مدققو المعلومات هذا الادعاء: «{ $claim }» التقييم: { $rating }.
x-reply-2 = جرى التحقق من هذا. الادعاء: «{ $claim }» – { $rating }.
x-reply-3 = «{ $claim }» – تقييم مدققي المعلومات: { $rating }.
x-reply-4 = يوجد تحقق من الادعاء «{ $claim }». تقييمه: { $rating }.
x-reply-5 = التقييم: { $rating }. الادعاء الذي جرى التحقق منه: «{ $claim }»
x-reply-6 = ما يقوله مدققو المعلومات عن «{ $claim }»: { $rating }.
suggestions = { $count ->
    [zero] لست متأكدًا. هل تقصد أحد هذه الادعاءات؟
    [one] لست متأكدًا. هل تقصد هذا الادعاء؟
    [two] لست متأكدًا. هل تقصد أحد هذين الادعاءين؟
    [few] لست متأكدًا. هل تقصد أحد هذه الادعاءات؟
    [many] لست متأكدًا. هل تقصد أحد هذه الادعاءات؟
   *[other] لست متأكدًا. هل تقصد أحد هذه الادعاءات؟
}
suggestion = { $number }. { $claim }
nothing-found = لا أعرف تحققًا حول هذا. ولا يعني ذلك أنه صحيح أو كاذب: ربما لم يفحصه أحد بعد.
nothing-to-read = لم أجد هناك نصًا لأتحقق منه. أرسل الادعاء مكتوبًا أو أعد توجيه منشور فيه نص.

button-helped = 👍 أفادني
button-not-mine = 👎 ليس ما قصدته
button-why = لماذا؟
button-none = لا شيء من هذه
button-pass-on = اسأل مدقق معلومات
button-cancel = إلغاء
button-save = حفظ
button-save-anyway = احفظ على أي حال
button-same = هذه صياغة أخرى للادعاء { $claim }
button-previous = → السابق
button-next = المزيد ←

numbered-choice = { $number } – { $label }
answer-with-number = <i>أجب برقم.</i>

thanks-right = <i>شكرًا! يسرني أنه أفادك.</i>
thanks-wrong = <i>شكرًا. سجّلت أن هذا ليس ما قصدته.</i>
picked = اخترت: «{ $statement }»
passed-on = شكرًا. سينظر مدقق حقائق في ذلك وسأخبرك.
claim-no-longer-published = سُحب هذا الادعاء.

## /why

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
held-back-names-missing = ما يخالفه: عدة أسماء غير موجودة.
held-back-negation-differs = ما يخالفه: في أحدهما نفي وليس في الآخر.
held-back-opposite-words = ما يخالفه: كلمات متضادة المعنى.
held-back-another-claim-is-as-close = ما يخالفه: ادعاء آخر قريب بالقدر نفسه.
held-back-few-words-shared = ما يخالفه: الكلمات المشتركة قليلة.
held-back-post-is-short = ما يخالفه: المنشور قصير.

## Commands: menu lines, usage, examples

help-start = للتحية، وكذلك إن كنت قد أوقفتني
help-help = عرض ما أستطيع فعله
help-check = التحقق من نص أو من المنشور الذي ترد عليه
help-why = شرح آخر قرار لي هنا
help-language = اختيار لغة إجاباتي
help-stop = أن أتركك وشأنك
help-cancel = إنهاء ما أسألك عنه خطوة بخطوة
help-privacy = ما أحفظه عنك
help-forgetme = حذف ما أحفظه عنك
help-claims = عرض الادعاءات أو البحث فيها
help-claim = عرض ادعاء واحد
help-admins = عرض أصحاب الأدوار
help-addclaim = إضافة ادعاء
help-editclaim = تعديل ادعاء
help-addphrasing = إضافة صياغة أخرى لادعاء
help-retract = سحب ادعاء
help-grant = منح شخص دورًا
help-revoke = سحب دور من شخص

usage-help = <code>/help [الأمر]</code>
example-help = <code>/help check</code>
usage-check = <code>/check النص</code>، أو <code>/check</code> ردًا على منشور
example-check = <code>/check كوريا الشمالية سترسل 100 ألف متطوع إلى أوكرانيا</code>
usage-why = <code>/why [الرقم]</code>، أو ردًا على إحدى رسائلي
example-why = <code>/why 12</code>
usage-language = <code>/language الرمز</code>؛ و<code>auto</code> تعني اللغة التي تكتب بها
example-language = <code>/language ar</code>
usage-claims = <code>/claims [كلمات]</code>
example-claims = <code>/claims متطوع أوكرانيا</code>
usage-claim = <code>/claim الرقم</code>
example-claim = <code>/claim 7</code>
usage-addclaim = <code>/addclaim الادعاء | التقييم | الرابط | الناشر</code> (يمكن ترك الناشر)، أو <code>/addclaim</code> وحدها لأسألك خطوة بخطوة
example-addclaim = <code>/addclaim القمر مصنوع من الجبن | كاذب | https://example.org/moon-cheese | تحققات المثال</code>
usage-editclaim = <code>/editclaim الرقم الحقل: القيمة</code>؛ والحقول هي: الادعاء والتقييم والرابط والقائل واللغة
example-editclaim = <code>/editclaim 7 التقييم: مضلِّل</code>
usage-addphrasing = <code>/addphrasing الرقم النص</code>
example-addphrasing = <code>/addphrasing 7 القمر قطعة جبن كبيرة</code>
usage-retract = <code>/retract الرقم السبب</code>
example-retract = <code>/retract 7 سحب الناشر مقاله</code>
usage-grant = <code>/grant الحساب الدور</code>؛ والأدوار هي: مراجع ومحرر ومشرف
example-grant = <code>/grant telegram:1001 محرر</code>
usage-revoke = <code>/revoke الحساب</code>
example-revoke = <code>/revoke telegram:1001</code>

usage = اكتبه هكذا: { $usage }
example = مثلًا: { $example }
argument-too-long = هذا أطول مما أستطيع قراءته، وعدد أحرفه: { $length }. الحد الأقصى بعد الأمر { $most } حرف.
role-too-low = عذرًا: يحتاج هذا الأمر إلى دور «{ $needed }»، ودورك «{ $own }». لم يتغير شيء.
unknown-command = لا أعرف الأمر /{ $name }. اكتب /help لترى ما أستطيع فعله.
unknown-command-close = لا أعرف الأمر /{ $name }. هل تقصد { $names }؟
press-not-yours = هذا الزر ليس لك.
press-over = انتهى هذا. ابدأ من جديد من فضلك.
press-role-too-low = دورك لا يسمح بهذا.

help-title = <b>ما أستطيع فعله</b>
help-role = <b>لدور «{ $role }»</b>
help-more = اكتب <code>/help الأمر</code> لترى كيف يُستعمل. وفي المحادثة الخاصة يكفي أن ترسل إليّ نصًا أو تعيد توجيه منشور.
help-unknown = لا أعرف الأمر /{ $name }.

start =
    مرحبًا! أعرف ادعاءات فحصها مدققو المعلومات.
    أرسل إليّ نصًا أو أعد توجيه منشور، وسأبحث عن التحقق منه. وفي المجموعات اذكرني ردًا على منشور.
    يعرض /help كل ما أستطيع فعله، ويعرض /privacy ما أحفظه.
started-again = مرحبًا بعودتك! سأجيبك من جديد.
stopped = مفهوم: سأتركك وشأنك. اكتب /start إن أردت عودتي.
cancelled = أُلغي. لم يتغير شيء.
nothing-to-cancel = لا شيء لإلغائه.
privacy =
    <b>ما أحفظه</b>
    • اسم مستعار بدل اسمك أو حسابك، لا يستطيع أحد كشفه من دون مفتاحي السري.
    • من المنشورات التي تكرر ادعاءً معروفًا: متى وأين ظهرت، ونصها أيضًا؛ ومدة حفظ النص بالأيام: { $days }. أما نص المنشورات الأخرى فلا يُحفظ.
    • ما اخترته: لغتك، وهل عليّ أن أتركك وشأنك.
    • الأدوار وتعديلات الادعاءات تبقى مع الحساب الذي أجراها، حتى تمكن المساءلة عنها.
    يحذف /forgetme ما أحفظه عنك، وبعد /stop أتركك وشأنك.
forgotten = { $count ->
    [0] تم. لم أكن أحفظ عنك شيئًا غير إعداداتك. وإن كنت قد كتبت /stop فهو باقٍ على حاله.
    [zero] تم. لم أكن أحفظ عنك شيئًا غير إعداداتك. وإن كنت قد كتبت /stop فهو باقٍ على حاله.
    [one] تم. حُذفت إعداداتك وآراؤك، وسجل واحد لم يعد يقود إليك. وإن كنت قد كتبت /stop فهو باقٍ على حاله.
    [two] تم. حُذفت إعداداتك وآراؤك، وسجلان لم يعودا يقودان إليك. وإن كنت قد كتبت /stop فهو باقٍ على حاله.
    [few] تم. حُذفت إعداداتك وآراؤك، و{ $count } سجلات لم تعد تقود إليك. وإن كنت قد كتبت /stop فهو باقٍ على حاله.
    [many] تم. حُذفت إعداداتك وآراؤك، و{ $count } سجلًا لم تعد تقود إليك. وإن كنت قد كتبت /stop فهو باقٍ على حاله.
   *[other] تم. حُذفت إعداداتك وآراؤك، و{ $count } سجل لم تعد تقود إليك. وإن كنت قد كتبت /stop فهو باقٍ على حاله.
}
language-which = بأي لغة أجيبك؟
language-automatic = سأجيب باللغة التي تكتب بها.
language-chosen = لغة إجاباتي: { $language }.
language-not-spoken = لا أتكلم «{ $typed }». لغاتي: { $languages }
language-unusable = «{ $typed }» ليس رمز لغة مثل en أو ar.
check-nothing = ممّ أتحقق؟ ضع النص بعد الأمر أو رد على منشور.

## Claims

add-in-private = الخطوة بخطوة تكون في المحادثة الخاصة. أما هنا فاكتبه في سطر واحد.
add-parts-missing = أحتاج إلى ادعاء وتقييم ورابط، بينها خطوط عمودية.
add-statement = ما الادعاء؟ أرسله في جملة واحدة كما ينتشر بين الناس. ويُنهي /cancel هذا الحوار.
add-rating = ما تقييمه؟ اختر أو اكتب التقييم.
add-link = التقييم: <b>{ $rating }</b>. أرسل الآن رابط التحقق، ويمكن ذكر الناشر بعد خط عمودي: <code>الرابط | الناشر</code>
add-preview =
    <b>هل أحفظ هذا الادعاء؟</b>
    «{ $statement }»
    التقييم: { $rating }
    الناشر: { $publisher }
add-similar = { $count ->
    [zero] انتبه، توجد ادعاءات تشبهه كثيرًا:
    [one] انتبه، يوجد ادعاء يشبهه كثيرًا:
    [two] انتبه، يوجد ادعاءان يشبهانه كثيرًا:
    [few] انتبه، توجد { $count } ادعاءات تشبهه كثيرًا:
    [many] انتبه، يوجد { $count } ادعاءً تشبهه كثيرًا:
   *[other] انتبه، يوجد { $count } ادعاء تشبهه كثيرًا:
}
claim-added = حُفظ الادعاء { $claim }. سأبحث عنه ابتداءً من المنشور التالي.
claim-duplicate = هذا الادعاء موجود من قبل برقم { $claim }:
claim-edited = عُدّل الادعاء { $claim }.
claim-retracted = { $count ->
    [0] سُحب الادعاء { $claim }. لن أبحث عنه بعد الآن.
    [zero] سُحب الادعاء { $claim }. لن أبحث عنه بعد الآن.
    [one] سُحب الادعاء { $claim }. لن أبحث عنه بعد الآن، وأُوقفت إجابة واحدة كانت تنتظر.
    [two] سُحب الادعاء { $claim }. لن أبحث عنه بعد الآن، وأُوقفت إجابتان كانتا تنتظران.
    [few] سُحب الادعاء { $claim }. لن أبحث عنه بعد الآن، وأُوقفت { $count } إجابات كانت تنتظر.
    [many] سُحب الادعاء { $claim }. لن أبحث عنه بعد الآن، وأُوقفت { $count } إجابة كانت تنتظر.
   *[other] سُحب الادعاء { $claim }. لن أبحث عنه بعد الآن، وأُوقفت { $count } إجابة كانت تنتظر.
}
claim-is-retracted = سبق سحب الادعاء { $claim }.
claim-unknown = لا يوجد ادعاء برقم { $claim }. ويعرض /claims قائمة الادعاءات.
phrasing-added = { $count ->
    [zero] أُضيفت. ليس للادعاء { $claim } صياغة أخرى.
    [one] أُضيفت. للادعاء { $claim } الآن صياغة أخرى واحدة.
    [two] أُضيفت. للادعاء { $claim } الآن صياغتان أخريان.
    [few] أُضيفت. للادعاء { $claim } الآن { $count } صياغات أخرى.
    [many] أُضيفت. للادعاء { $claim } الآن { $count } صياغة أخرى.
   *[other] أُضيفت. للادعاء { $claim } الآن { $count } صياغة أخرى.
}
phrasing-known = للادعاء { $claim } هذه الصياغة من قبل.

claims-all = { $count ->
    [zero] <b>لا ادعاءات</b>
    [one] <b>ادعاء واحد</b>
    [two] <b>ادعاءان</b>، الأحدث أولًا
    [few] <b>{ $count } ادعاءات</b>، الأحدث أولًا
    [many] <b>{ $count } ادعاءً</b>، الأحدث أولًا
   *[other] <b>{ $count } ادعاء</b>، الأحدث أولًا
}
claims-found = { $count ->
    [zero] <b>لم أجد أي ادعاء</b>
    [one] <b>وجدت ادعاءً واحدًا</b>
    [two] <b>وجدت ادعاءين</b>
    [few] <b>وجدت { $count } ادعاءات</b>
    [many] <b>وجدت { $count } ادعاءً</b>
   *[other] <b>وجدت { $count } ادعاء</b>
}
claims-none = لا توجد ادعاءات بعد. ويضيف /addclaim ادعاءً.
claims-none-found = لم أجد ادعاءً بهذه الكلمات.
claims-page = الصفحة { $page } من { $pages }
claim-brief = <b>{ $claim }</b> { $statement } – { $rating }
claim-brief-retracted = <b>{ $claim }</b> { $statement } – { $rating }، <i>مسحوب</i>
claim-overview =
    <b>الادعاء { $claim }</b>: «{ $statement }»
    التقييم: { $rating }
claim-retracted-because = <i>سُحب: { $reason }</i>
claim-claimant = القائل: { $claimant }
claim-language = اللغة: { $language }
claim-without-check = لا يوجد تحقق بعد.
claim-phrasings = { $count ->
    [zero] لا صياغات أخرى.
    [one] صياغة أخرى:
    [two] صياغتان أخريان:
    [few] { $count } صياغات أخرى:
    [many] { $count } صياغة أخرى:
   *[other] { $count } صياغة أخرى:
}
claim-appearances = أول من نشره:
claim-seen = { $count ->
    [0] لم يظهر في أي منشور بعد.
    [zero] لم يظهر في أي منشور بعد.
    [one] ظهر في منشور واحد.
    [two] ظهر في منشورين.
    [few] ظهر في { $count } منشورات.
    [many] ظهر في { $count } منشورًا.
   *[other] ظهر في { $count } منشور.
}
list-item = • { $text }

id-and-text-missing = رقم الادعاء أو ما يليه ناقص.
id-unusable = «{ $typed }» ليس رقمًا.
field-empty = الحقل «{ $field }» فارغ.
field-too-long = الحقل «{ $field }» أطول من اللازم، وعدد أحرفه: { $length }. والحد الأقصى { $most }.
field-too-short = الحقل «{ $field }» أقصر من اللازم. الحد الأدنى لعدد الأحرف: { $least }.
field-without-letters = لا حروف في الحقل «{ $field }».
field-unknown = لا يوجد حقل «{ $typed }». الحقول هي: { $fields }
field-missing = قل لي أي حقل أعدّل، وضع بعده نقطتين رأسيتين.
field-twice = ذُكر الحقل «{ $field }» مرتين.
rating-unknown = لا يوجد تقييم «{ $typed }». التقييمات هي: { $ratings }
link-unusable = «{ $link }» ليس عنوانًا على الويب يبدأ بـ https:// أو http://.
link-with-user = يجب ألا يحتوي الرابط على اسم مستخدم أو كلمة مرور.
link-which = للادعاء عدة تحققات. اكتب الرابط القديم ثم الجديد وبينهما مسافة. الروابط هي:
link-not-there = ليس للادعاء تحقق برابط { $link }.
link-known = للادعاء الرابط { $link } من قبل.

## Roles and accounts

grant-parts-missing = أحتاج إلى حساب ودور.
grant-user-is-revoke = لسحب الدور من { $account } استعمل /revoke.
grant-too-high = لا يمكنك أن تمنح إلا أدوارًا أدنى من دورك ({ $role }).
grant-not-above = دور هذا الحساب ليس أدنى من دورك ({ $role })، فلا يمكنك تغييره.
grant-has-role = لدى { $account } هذا الدور من قبل: { $role }.
granted = صار لدى { $account } الدور: { $role }.
owners-in-settings = المالكون مذكورون في إعدادات البوت، ولا يمكن تغييرهم في المحادثة.
account-missing = أي حساب؟
account-unusable = «{ $typed }» ليس معرّف حساب. الأسماء قد تتغير، لذلك أحتاج إلى الرقم: telegram:1001 أو x:2002 أو الرقم وحده إن كان على هذه المنصة.
role-unknown = لا يوجد دور «{ $typed }». الأدوار هي: { $roles }
revoked = لم يعد لدى { $account } الدور: { $role }.
revoke-no-role = ليس لدى { $account } أي دور.
staff-title = { $count ->
    [zero] <b>لا حساب له دور</b>
    [one] <b>حساب واحد له دور</b>
    [two] <b>حسابان لهما دور</b>
    [few] <b>{ $count } حسابات لها دور</b>
    [many] <b>{ $count } حسابًا لها دور</b>
   *[other] <b>{ $count } حساب لها دور</b>
}
staff-line = { $role }: <code>{ $account }</code>

## Conversations: groups, reviewers, the tipline

reason-mode-quiet = يريد مشرفو هذا المكان ألا أقول شيئًا هنا.
reason-silenced = لا يريد أهل هذا المكان إجابة عن هذا الادعاء.
reason-quiet-hours = كان ذلك في ساعات الهدوء هنا، ولم يسأل أحد.
reason-cap-reached = كنت قد قدمت هنا خلال الساعة عدد الإجابات الذي يسمح به المشرفون.

help-settings = كيف أتصرف في مجموعة: لمشرفيها
help-review = البت في المنشورات المنتظرة
help-stats = ما أُجيب عنه مؤخرًا

settings-title = <b>كيف أتصرف في «{ $title }»</b>
settings-mode = الوضع: <b>{ $mode }</b>
mode-off = متوقف
mode-asked = عند السؤال
mode-watch = متابعة
mode-quiet = صامت
mode-means-off = <i>لا أقرأ شيئًا ولا أجيب أحدًا.</i>
mode-means-asked = <i>أجيب عندما يذكرني أحد.</i>
mode-means-watch = <i>أجيب عندما يذكرني أحد، وكذلك عن المنشورات التي تكرر بشكل شبه مؤكد ادعاءً معروفًا.</i>
mode-means-quiet = <i>لا أقول شيئًا هنا، وأكتفي بتسجيل أماكن ظهور الادعاءات.</i>
settings-language = اللغة: { $language }
settings-automatic = لغة المنشور
settings-ratings = أجيب دون سؤال عن: { $ratings }
settings-quiet = ساعات الهدوء (لا إجابات دون سؤال): { $hours }
settings-no-quiet = لا يوجد
settings-cap = أقصى عدد للإجابات في الساعة: { $count }
settings-silenced = ادعاءات لا أجيب عنها هنا: { $count }
settings-hears-all = تُعرض عليّ كل الرسائل هنا.
settings-privacy-on = ⚠️ وضع الخصوصية في تيليغرام مفعّل: لا أرى إلا الرسائل التي تذكرني أو ترد عليّ. لكي أتابع، اجعلوني مشرفًا هنا، أو أوقفوه لدى @BotFather ثم أضيفوني من جديد.
settings-admins-only = مشرفو هذه الدردشة وحدهم يستطيعون تغيير تصرفي فيها.
settings-no-chat = لا شيء يُضبط هنا. اكتب /settings في مجموعة تديرها.
settings-no-chats = لا أعرف مجموعة تديرها. أضفني إلى واحدة واكتب /settings فيها أولًا.
settings-which = أي دردشة تريد تغييرها؟
settings-not-anonymous = لا أستطيع مراسلة مشرف مجهول. اضغط هذا باسمك من فضلك.
button-settings-language = اللغة
button-settings-ratings = التقييمات
button-settings-quiet = ساعات الهدوء
button-settings-cap = الإجابات في الساعة
button-settings-told = أخبرني على الخاص
button-settings-unsilence = الإجابة عن كل الادعاءات من جديد
quiet-sighting =
    شوهد في «{ $title }» حيث ألتزم الصمت:
    الادعاء { $claim }: «{ $statement }» – { $rating }
slow-down = هذا كثير دفعة واحدة! أمهلني من فضلك (بالدقائق: { $minutes })؛ لن أجيب حتى ذلك الحين.

button-not-this = 👎 ليس هذا
answer-taken-away = سحبت إجابتي ولن أجيب عن هذا الادعاء هنا مجددًا.
passed-to-checkers = لست متأكدًا بما يكفي للإجابة. أحلت هذا إلى مدققي الحقائق.

pass-on-consent =
    هل أحيل نصك إلى مدقق حقائق؟
    سيرى النص، لا من أنت. أحتفظ به مدة أقصاها بالأيام: { $days }. من دون موافقتك لا أحتفظ بشيء.
button-consent = نعم، أحِله
button-decline = لا
pass-on-send-again = شكرًا. لم أحتفظ بنصك، فأرسله إليّ مرة أخرى من فضلك. /cancel ينهي هذا.
not-passed-on = حسنًا: لن يُحال شيء.
button-tell-me = 🔔 أخبرني إن تغيّر هذا
tell-me-noted = سأخبرك إن تغيّر هذا. اضغط مرة أخرى لإنهاء ذلك.
tell-me-ended = لن أخبرك بالتغييرات بعد الآن.
claim-news-edited =
    تغيّر تدقيق كنت قد سألت عنه.
    «{ $statement }» – الآن: <b>{ $rating }</b>
    { $link }
claim-news-retracted =
    سُحب تدقيق كنت قد سألت عنه: من فضلك لا تعتمد عليه بعد الآن.
    «{ $statement }»

review-title = <b>للمراجعة: رقم { $item }</b> (في الانتظار: { $count })
review-post = «{ $text }»
review-asked = أشخاص ينتظرون إجابة: { $count }
review-empty = لا شيء ينتظر قرارًا.
review-at-end = كان هذا الأخير حاليًا.
review-skipped = تُرك الرقم { $item } لغيرك.
review-decided = الرقم { $item } هو الادعاء { $claim }: «{ $statement }». يصبح نهائيًا بعد ثوانٍ: { $seconds }.
review-decided-none = الرقم { $item } ليس ادعاءً نعرفه. يصبح نهائيًا بعد ثوانٍ: { $seconds }.
review-final = أصبح هذا القرار نهائيًا.
review-not-yours = ليس لك الآن أن تبت في هذا. /review يعطيك التالي.
review-in-private = افعل ذلك من فضلك في دردشة خاصة معي: /review
review-which-claim = أي ادعاء هو؟ أرسل رقمه أو كلمات للبحث. /cancel ينهي هذا.
review-digest = <b>جديد للمراجعة: { $count }</b>. في الانتظار إجمالًا { $waiting }، أقدمها منذ { $since }. /review يعرضها واحدًا واحدًا.
review-none-for-asker = نظر مدقق حقائق فيما أرسلته: لا يوجد تدقيق بشأنه حتى الآن.
review-answer = <b>نظر مدقق حقائق في هذا.</b>
button-undo = تراجع
button-next-item = التالي ←
button-other-claim = ادعاء آخر
button-no-claim = لا ادعاء
button-skip = تخطٍّ
button-new-claim = ادعاء جديد

stats-title = <b>آخر الأيام: { $days }</b>
stats-answers = منشورات أُجيب عنها: { $count }
stats-helped = «أفادني»، «هو هذا»: { $count }
stats-wrong = «ليس ادعائي»: { $count }
stats-waiting = في انتظار مراجع: { $count }
stats-questions = أشخاص ينتظرون إجابة: { $count }
stats-median = نصف الإجابات وصل خلال { $time }
stats-no-median = لم تُرسل أي إجابة بعد.

help-block = عدم سماع حساب بعد الآن
help-unblock = سماع حساب محظور من جديد
usage-block = <code>/block الحساب</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock الحساب</code>
example-unblock = <code>/unblock telegram:1001</code>
blocked = لم أعد أسمع { $account }.
unblocked = أسمع { $account }.
block-has-role = لدى { $account } دور ولا يمكن حظره. /revoke يسحبه.

nothing-found-several = لا أعرف تدقيقًا بشأن هذه الرسائل: { $count }
nothing-found-pass-on = لينظر مدقق حقائق في إحداها، أرسلها إليّ وحدها.

help-merge = جعل ادعاء صياغةً لادعاء آخر
usage-merge = <code>/merge رقم إلى</code>: يصبح الادعاء الأول صياغةً للثاني
example-merge = <code>/merge 12 7</code>
help-undo = التراجع عن آخر تغيير لي في ادعاء، خلال عشر دقائق
merge-parts-missing = أحتاج إلى رقمي ادعاءين مختلفين.
merged = صار الادعاء { $source } صياغةً للادعاء { $target }؛ وانتقلت إليه تدقيقاته ومشاهداته.
merged-reason = دُمج في الادعاء { $claim }
undo-nothing = لا يوجد تغيير لك في الدقائق العشر الأخيرة يمكنني التراجع عنه.
undo-changed-since = تغيّر الادعاء { $claim } منذ ذلك الحين، فلا أتراجع عن شيء.
undo-already-used = أُجيب عن الادعاء { $claim } أو شوهد. استخدم /retract.
undone = تم التراجع عن آخر تغيير لك في الادعاء { $claim }.
retract-preview = هل أسحب الادعاء { $claim }؟ إجابات ستُصحح: { $count }
button-retract = اسحب وصحّح
correction-retracted =
    عليّ أن أصحح نفسي: سُحب التدقيق الذي قدمته هنا. من فضلك لا تعتمد عليه بعد الآن.
    «{ $statement }»

help-export = الحصول على كل الادعاءات في ملف
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
exported = الادعاءات المنشورة: { $count }
export-form-unknown = الصيغتان هما csv و jsonl.
export-not-here = لا أستطيع إرسال ملفات هنا.
export-in-private = اطلب الملف من فضلك في دردشة خاصة معي.
help-invite = دعوة شخص إلى دور
usage-invite = <code>/invite الدور</code>؛ الأدوار هي reviewer و editor و admin
example-invite = <code>/invite reviewer</code>
invite-in-private = افعل ذلك من فضلك في دردشة خاصة معي: الرمز سري.
invited =
    دعوة إلى الدور «{ $role }»، لحساب واحد، مدة 24 ساعة. من يتلقاها يرسل إليّ:
    <code>/start { $code }</code>
invitation-accepted = أهلًا بك! دورك الآن: { $role }. تعرض /help ما يمكنك فعله.
invitation-over = انتهت هذه الدعوة: استُخدمت أو مضى يوم. اطلب من فضلك دعوة جديدة.
invitation-needless = لا تحتاج إلى دعوة: دورك أصلًا { $role }.
## X: budget and keys

help-budget = عرض تكلفة X
budget-title = <b>تكلفة X</b> بالدولار الأمريكي
budget-window = { $window } (UTC): أُنفق { $spent } من { $cap }؛ المتبقي: { $left }
budget-no-cap = بلا حد
budget-forecast = بالوتيرة الحالية سيكلّف هذا الشهر نحو { $forecast }.
budget-answers = إجابات هذا الشهر: { $answers }. تكلفة الواحدة { $cost } مع كل ما يلزمها.
budget-unanswered = ربما احتُسب مبلغ إضافي يصل إلى { $amount }: سُئل X لكن الجواب ضاع.
budget-stage-everything = كل شيء يعمل: الرصد والإشارات والرسائل الخاصة.
budget-stage-no-watching = توقف الرصد كي يبقى مال للرد على الناس.
budget-stage-slower = توقف الرصد، ويجري البحث عن الإشارات بوتيرة أبطأ.
budget-stage-messages-only = تُقرأ الرسائل الخاصة وحدها ويُرد عليها؛ أما الإشارات فتنتظر.
budget-stage-silence = البوت صامت في X: نفد المال.
budget-notice = ميزانية X { $window }: أُنفق { $spent } من { $cap } دولار. { $stage } يسري هذا حتى { $until } UTC.
platform-refused = ترفض { $platform } مفاتيح البوت. لا يسمع البوت شيئًا هناك ولا يقول شيئًا حتى تُجدَّد. { $error }

## Public answers on X

x-link-1 = التحقق:
x-link-2 = التفاصيل:
x-link-3 = للمزيد:
x-link-4 = الأدلة:
x-dm-1 = للحصول على الرابط أرسل لي هذا المنشور في رسالة مباشرة.
x-dm-2 = أرسل لي هذا المنشور في رسالة مباشرة وسأجيبك بالرابط.
x-dm-3 = يصلك الرابط برسالة مباشرة: أرسل لي هذا المنشور هناك.
x-page-1 = الرابط في الصفحة المذكورة في ملفي الشخصي.
x-page-2 = تجد الرابط في الصفحة المذكورة في ملفي الشخصي.
x-page-3 = للرابط انظر الصفحة المذكورة في ملفي الشخصي.
x-nothing-1 = لا أعرف تحققًا من هذا.
x-nothing-2 = لم يصلني بعد أي تحقق من هذا.
x-nothing-3 = بحثت ولم أجد أي تحقق من هذا.
x-nothing-4 = ليس بين التحققات التي أعرفها تحقق من هذا.
x-nothing-5 = لم أجد حتى الآن تحققًا من هذا.
x-nothing-6 = لا أستطيع بعد أن أقدم تحققًا من هذا.
## Telegram: groups, changed posts, inline mode

greeting-group =
    مرحبًا! أعرف ادعاءات فحصها مدققو الحقائق.
    ردّ على منشور واذكرني فيه: أخبرك بما تبيّن. للمزيد: /help.
answer-withdrawn = سُحب هذا الرد لأن المنشور الذي يخصه قد عُدّل.
inline-hint = اسألني في محادثة خاصة
inline-nothing-found = لم أجد شيئًا: اسألني في محادثة خاصة
