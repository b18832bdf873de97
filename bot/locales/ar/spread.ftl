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

no-time-known = غير معروف

field-who = مَن|who
field-where = أين|where
field-citing = نقلًا عن|citing

chart-posts-an-hour = منشورات في الساعة
chart-posts-a-day = منشورات في اليوم
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
