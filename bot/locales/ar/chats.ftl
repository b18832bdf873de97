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

button-not-this = 👎 ليس هذا
answer-taken-away = سحبت إجابتي ولن أجيب عن هذا الادعاء هنا مجددًا.

greeting-group =
    مرحبًا! أعرف ادعاءات فحصها مدققو الحقائق.
    ردّ على منشور واذكرني فيه: أخبرك بما تبيّن. للمزيد: /help.
answer-withdrawn = سُحب هذا الرد لأن المنشور الذي يخصه قد عُدّل.
inline-hint = اسألني في محادثة خاصة
inline-nothing-found = لم أجد شيئًا: اسألني في محادثة خاصة
