fact-check =
    الادعاء: «{ $claim }»
    تقييم الادعاء: <b>{ $rating }</b>
fact-check-title = عنوان التحقق: «{ $title }»
fact-check-publisher = تحقق منه: { $publisher }
publisher-unknown = مدققو المعلومات
fact-check-without-link = لا يوجد رابط للتحقق بعد.
x-reply-1 = الناشر الذي تحقق: { $publisher }. الادعاء: «{ $claim }» تقييم الادعاء: { $rating }.
x-reply-2 = جرى التحقق من هذا الادعاء: «{ $claim }» التقييم: { $rating }. الناشر: { $publisher }.
x-reply-3 = للادعاء «{ $claim }» تحقق منشور. تقييمه: { $rating }. الناشر: { $publisher }.
x-reply-4 = الادعاء: «{ $claim }» تقييمه عند { $publisher }: { $rating }.
x-reply-5 = يوجد تحقق من هذا الادعاء: «{ $claim }» تقييم { $publisher }: { $rating }.
x-reply-6 = ادعاء جرى التحقق منه: «{ $claim }» من تحقق منه: { $publisher }. التقييم: { $rating }.
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
choose-one-of = أجب برقم من 1 إلى { $last }:
nothing-to-choose = لا يوجد الآن ما تختار منه. أرسل إليّ النص أو المنشور الذي تريد أن أتحقق منه.

thanks-right = <i>شكرًا! يسرني أنه أفادك.</i>
thanks-wrong = <i>شكرًا. سجّلت أن هذا ليس ما قصدته.</i>
picked = اخترت: «{ $statement }»
passed-on = شكرًا. سينظر مدقق حقائق في ذلك وسأخبرك.
claim-no-longer-published = سُحب هذا الادعاء.

slow-down = هذا كثير دفعة واحدة! أمهلني من فضلك (بالدقائق: { $minutes })؛ لن أجيب حتى ذلك الحين.
answered-above = أجبت عن هذا هنا خلال آخر 24 ساعة: انظر أعلاه من فضلك.
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

nothing-found-several = لا أعرف تدقيقًا بشأن هذه الرسائل: { $count }
nothing-found-pass-on = لينظر مدقق حقائق في إحداها، أرسلها إليّ وحدها.

unread-voice = لا أستطيع سماع الرسائل الصوتية. أرسل لي الادعاء مكتوبًا من فضلك.
unread-audio = لا أستطيع سماع التسجيلات. أرسل لي الادعاء مكتوبًا من فضلك.
unread-video = لا أستطيع مشاهدة الفيديو. أرسل لي الادعاء مكتوبًا من فضلك.
unread-image = لا أستطيع قراءة الصور. أرسل لي الادعاء مكتوبًا من فضلك.
unread-picture = لم أجد في هذه الصورة نصًا أستطيع قراءته. أرسل لي الادعاء مكتوبًا من فضلك.
unread-document = لا أستطيع فتح الملفات هنا. أرسل لي الادعاء مكتوبًا من فضلك.
unread-sticker = الملصق لا يكفيني. أرسل لي الادعاء مكتوبًا من فضلك.

picture-read = قرأت في الصورة: «{ $text }»
fact-check-disputed = رسالتك تعترض على ادعاء سبق التحقق منه:
small-talk = أرسل إليّ ادعاءً أو أعد توجيه منشور، وسأبحث عن التحقق منه. يعرض /help ما أستطيع فعله أيضًا.
what-to-check = ماذا أتحقق منه؟ أرسل إليّ الادعاء مكتوبًا أو منشورًا يتضمنه؛ وفي المجموعات اذكرني ردًا على ذلك المنشور.
pass-on-in-private = لم أعد أرى ذلك المنشور. أرسله إليّ في محادثة خاصة من فضلك.
cap-reached = قدّمت هنا خلال هذه الساعة كل الإجابات التي يسمح بها المشرفون. اسألني لاحقًا أو في محادثة خاصة.
