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
