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
your-id = معرّفك: <code>{ $account }</code>
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
privacy-policy = سياسة الخصوصية لمن يديرونني: { $url }
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

help-settings = كيف أتصرف في مجموعة: لمشرفيها
help-review = البت في المنشورات المنتظرة
help-stats = ما أُجيب عنه مؤخرًا

help-block = عدم سماع حساب بعد الآن
help-unblock = سماع حساب محظور من جديد
usage-block = <code>/block الحساب</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock الحساب</code>
example-unblock = <code>/unblock telegram:1001</code>

help-merge = جعل ادعاء صياغةً لادعاء آخر
usage-merge = <code>/merge رقم إلى</code>: يصبح الادعاء الأول صياغةً للثاني
example-merge = <code>/merge 12 7</code>
help-undo = التراجع عن آخر تغيير لي في ادعاء، خلال عشر دقائق

help-export = الحصول على كل الادعاءات في ملف
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
help-invite = دعوة شخص إلى دور
usage-invite = <code>/invite الدور</code>؛ الأدوار هي reviewer و editor و admin
example-invite = <code>/invite reviewer</code>

help-budget = عرض تكلفة X

help-import = إضافة ادعاءات من ملف
