# كيف ينتشر الادعاء: الرسوم والأرقام والمصادر والتنبيهات والملخص الأسبوعي.

count-posts = { $count ->
    [zero] لا منشورات
    [one] منشور واحد
    [two] منشوران
    [few] { $count } منشورات
    [many] { $count } منشورًا
   *[other] { $count } منشور
}
count-places = { $count ->
    [zero] لا أماكن
    [one] مكان واحد
    [two] مكانان
    [few] { $count } أماكن
    [many] { $count } مكانًا
   *[other] { $count } مكان
}
count-languages = { $count ->
    [zero] لا لغات
    [one] لغة واحدة
    [two] لغتان
    [few] { $count } لغات
    [many] { $count } لغة
   *[other] { $count } لغة
}
lasting-minutes = { $count ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
lasting-hours = { $count ->
    [zero] أقل من ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
lasting-days = { $count ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}

help-spread = عرض كيفية انتشار ادعاء
usage-spread = <code>/spread الرقم [7d|30d|all] [light|dark]</code>
example-spread = <code>/spread 7 30d</code>
help-firstseen = عرض أول مكان رُصد فيه ادعاء
usage-firstseen = <code>/firstseen الرقم</code>
example-firstseen = <code>/firstseen 7</code>
help-trending = عرض الادعاءات المنتشرة الآن
help-digest = تلقي ملخص الأسبوع أو إيقافه
usage-digest = <code>/digest on</code> أو <code>/digest off</code>
example-digest = <code>/digest on</code>
help-addorigin = تسجيل أول من نشر ادعاءً وعمّن نقل
usage-addorigin = <code>/addorigin الرقم مَن | أين | متى | نقلًا عن | الرابط</code>؛ لا يلزم إلا «مَن»، ويبقى الجزء الفارغ بين الخطين. «متى» تاريخ، أو تاريخ ووقت بتوقيت UTC
example-addorigin = <code>/addorigin 7 وكالة المثال | موقعها | 2026-11-02 08:30 | «قنوات دبلوماسية» | https://example.org/agency</code>
help-origins = عرض من نشر ادعاءً وعمّن نقل
usage-origins = <code>/origins الرقم</code>
example-origins = <code>/origins 7</code>
help-delorigin = حذف قيد من /origins
usage-delorigin = <code>/delorigin الرقم القيد</code>
example-delorigin = <code>/delorigin 7 2</code>

spread-title = <b>الادعاء { $claim }</b>: «{ $statement }»
spread-none = لم نرصد الادعاء { $claim } في أي منشور خلال هذه المدة.
spread-seen = ما رصدناه: { $posts }، { $places }، { $languages }؛ وأول مرة في { $when } ({ $where }).
spread-stances = يؤكده { $asserting }، وينقله { $reporting }، وينفيه { $denying }، ويسأل عنه { $asking }؛ وظهر نصف المنشورات خلال { $lasting }، وجاءت آخر 24 ساعة بـ{ $recent } (المعتاد في اليوم: { $usual }).
spread-checked = صدر التحقق بعد أول رصد بـ{ $lasting }.
spread-checked-before = صدر التحقق قبل أول رصد بـ{ $lasting }.
spread-unchecked = لا يُعرف متى صدر التحقق.
spread-checked-answered = صدر التحقق بعد أول رصد بـ{ $lasting }، وأول رد يحمله بعد { $answered }.
spread-checked-before-answered = صدر التحقق قبل أول رصد بـ{ $lasting }؛ وجاء أول رد يحمله بعد الرصد بـ{ $answered }.
spread-covered = <i>أصغينا إلى { $places } من { $first } إلى { $last }؛ ولا نعلم ما قيل في غيرها أو قبل ذلك.</i>
spread-period-unknown = المدد هي 7d و30d وall، والرسوم light وdark.
spread-in-private = اسألني عن هذا في محادثة خاصة من فضلك، ففيه أسماء أماكن.
no-time-known = غير معروف

first-title = <b>الادعاء { $claim }: أول ما رصدناه</b>
first-on = <b>{ $name }</b>: { $when } ({ $where })
first-in = { $name }: { $when } ({ $where })
first-origin = وقبل ذلك، بحسب ما سجله المحررون:
first-chain = { $when } { $who } ← { $citing }
first-cites-nobody = لا يسمّي أي مصدر
first-unnamed = { $source } (لا يسمّي أحدًا)
first-check = التحقق: { $when } ({ $who })
first-nowhere = لم نرصد الادعاء { $claim } في أي منشور بعد.
where-private = أُرسل إلينا في محادثة خاصة
where-unknown = مكان بلا اسم

trending-title = <b>ما ينتشر الآن</b> (24 ساعة حتى { $when })
trending-line = <b>{ $claim }</b> { $statement } – { $posts }، { $places }؛ المعتاد في اليوم: { $usual }
trending-none = لم نرصد أي ادعاء معروف في آخر 24 ساعة.

digest-on = ستتلقى ملخص الأسبوع كل سبعة أيام، وأوله في { $when }. ينهيه /digest off.
digest-off = لن تتلقى أي ملخص بعد الآن.
digest-was-off = أنت لا تتلقى أي ملخص.
digest-choose = اكتب on أو off.
digest-in-private = اطلب مني الملخص في محادثة خاصة من فضلك.
digest-title = <b>ادعاءات الأسبوع</b> ({ $first } – { $last })
digest-figures = ما رصدناه: { $posts } عن { $claims }.
digest-new = الجديد هذا الأسبوع: { $claims }
digest-none = لم نرصد هذا الأسبوع أي ادعاء معروف.
digest-end = ينهي /digest off هذا الملخص.
count-claims = { $count ->
    [zero] لا ادعاءات
    [one] ادعاء واحد
    [two] ادعاءين
    [few] { $count } ادعاءات
    [many] { $count } ادعاءً
   *[other] { $count } ادعاء
}

alert-rise = <b>ارتفاع غير معتاد</b>: رُصد الادعاء { $claim } خلال 6 ساعات: { $posts }، { $places }، والمعتاد { $usual } (درجة z المتينة { $score }).
alert-more = «{ $statement }» يعرض /spread { $claim } كيف.

origin-added = أُضيف القيد { $entry } إلى الادعاء { $claim }. يلغيه /undo.
origin-removed = حُذف القيد { $entry } من الادعاء { $claim }. يعيده /undo.
origin-unknown = ليس للادعاء { $claim } القيد { $entry }.
origin-when-unusable = «{ $typed }» ليس تاريخًا مثل 2026-11-02 ولا تاريخًا ووقتًا مثل 2026-11-02 08:30.
origin-when-ahead = { $typed } في المستقبل.
origin-too-many = للادعاء { $claim } بالفعل { $count ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}؛ ولا يُحفظ أكثر من ذلك.
origins-title = <b>من نشر الادعاء { $claim }</b>
origins-none = لم يسجل أحد من نشر الادعاء { $claim } أولًا. يسجله /addorigin.
origin-line = { $entry }. { $who } · { $when } ← { $citing }
field-who = مَن|who
field-where = أين|where
field-citing = نقلًا عن|citing

chart-claim = الادعاء { $claim }
chart-posts-an-hour = منشورات في الساعة
chart-posts-a-day = منشورات في اليوم
chart-posts-within = منشورات في كل { $lasting }
chart-by-language = بحسب اللغة
chart-time = وقت المنشور، UTC
chart-seen-by-us = أول ما رصدناه لا أول ما قيل
chart-fact-check = تحقق
chart-other-languages = غيرها
chart-language-unknown = غير معروفة
chart-assert = يؤكد
chart-report = ينقل
chart-question = يسأل
chart-deny = ينفي
chart-nothing = لا شيء مرصود في هذه المدة
