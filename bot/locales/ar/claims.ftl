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
rating-unknown = لا أعرف التقييم «{ $typed }». هذه هي التقييمات مع بعض الكلمات التي أقبلها لكل منها: { $ratings }
link-unusable = «{ $link }» ليس عنوانًا على الويب مثل https://example.org/article.
link-with-user = يجب ألا يحتوي الرابط على اسم مستخدم أو كلمة مرور.
link-which = للادعاء عدة تحققات. اكتب الرابط القديم ثم الجديد وبينهما مسافة. الروابط هي:
link-not-there = ليس للادعاء تحقق برابط { $link }.
link-known = للادعاء الرابط { $link } من قبل.

merge-parts-missing = أحتاج إلى رقمي ادعاءين مختلفين.
merged = صار الادعاء { $source } صياغةً للادعاء { $target }؛ وانتقلت إليه تدقيقاته ومشاهداته.
merged-reason = دُمج في الادعاء { $claim }
undo-nothing = لا يوجد تغيير لك في الدقائق العشر الأخيرة يمكنني التراجع عنه.
undo-changed-since = تغيّر الادعاء { $claim } منذ ذلك الحين، فلا أتراجع عن شيء.
undo-already-used = أُجيب عن الادعاء { $claim } أو شوهد. استخدم /retract.
undone = تم التراجع عن آخر تغيير لك في الادعاء { $claim }.
undone-merge = تم التراجع: عاد الادعاءان { $source } و{ $target } منفصلين، لكلٍّ ما كان له.
undone-import = تم التراجع عن آخر استيراد لك. ادعاءات حُذفت: { $count }
undone-import-kept = ادعاءات بقيت لأنها تغيّرت أو شوهدت أو أُجيب عنها منذ ذلك الحين: { $count }
retract-preview = هل أسحب الادعاء { $claim }؟ إجابات ستُصحح: { $count }
button-retract = اسحب وصحّح
correction-retracted =
    عليّ أن أصحح نفسي: سُحب التدقيق الذي قدمته هنا. من فضلك لا تعتمد عليه بعد الآن.
    «{ $statement }»
exported = الادعاءات المنشورة: { $count }
export-form-unknown = الصيغتان هما csv و jsonl.
export-not-here = لا أستطيع إرسال ملفات هنا.
export-in-private = اطلب الملف من فضلك في دردشة خاصة معي.

add-from-post = المنشور: «{ $text }»
add-now = حتى الآن: «{ $value }»
add-for = الادعاء: «{ $statement }»
add-own-words = يقول الناشر: «{ $own }»
add-title = العنوان: { $title }
add-date = تاريخ النشر: { $date }
add-wording = صياغة أخرى تُحفظ معه: «{ $text }»
add-page-which = تفحص الصفحة عدة ادعاءات. أيها تريد؟
add-page-none = لا تذكر الصفحة الادعاء الذي تفحصه. عنوانها: «{ $title }»
add-page-unread = لم أستطع قراءة الصفحة: { $reason } فأخبرني أنت من فضلك.
page-refused = لا يجوز لي فتح هذا العنوان.
page-unreachable = لم يُجب أحد هناك.
page-certificate = لا يمكن الوثوق بشهادة الموقع.
page-status = أجاب الموقع بخطأ.
page-too-large = هي أكبر من اللازم.
page-too-slow = استغرقت وقتًا أطول من اللازم.
page-no-page = ليست صفحة ويب.
wording-which =
    صياغة أي ادعاء هذا؟ «{ $text }»
    اختر، أو أرسل رقم الادعاء أو كلمات للبحث. ويُنهي /cancel هذا.
button-keep = أبقِه ←
button-use-words = استخدم كلمات المنشور
button-wording-of = صياغة لـ…
import-send = أرسل لي الملف: ‏CSV أو JSON، وفيه { $most } ادعاء على الأكثر. ويُنهي /cancel هذا.
import-in-private = أرسل لي الملف من فضلك في دردشة خاصة.
import-preview =
    <b>{ $name }</b>: راجعته، ولم يُحفظ شيء بعد.
    ادعاءات جديدة: { $count }
    موجودة من قبل: { $known }
    لا تصلح: { $faulty }
import-fault = { $number }: <code>{ $fault }</code>
button-import = استيراد { $count }
imported = تم الاستيراد. ادعاءات جديدة: { $count }؛ موجودة من قبل: { $known }. أبحث عنها ابتداءً من المنشور التالي.
import-too-large = الملف أكبر من اللازم: أقبل هنا 2 ميغابايت على الأكثر.
import-too-many = في الملف ادعاءات أكثر من اللازم: أقبل هنا { $most } على الأكثر. ولما زاد يوجد <code>claimspread claims import</code>.
import-unreadable = لا أستطيع قراءة هذا الملف: <code>{ $reason }</code>
import-gone = لا أستطيع الحصول على هذا الملف. أرسله مرة أخرى من فضلك.
import-changed = ليس هذا هو الملف الذي راجعته. أرسله مرة أخرى من فضلك.

add-same-link = يوجد من قبل ادعاء بهذا الرابط:
answer-in-words = لم أجد هناك كلمات. أجب كتابةً من فضلك، أو أنهِ هذا بالأمر /cancel.
