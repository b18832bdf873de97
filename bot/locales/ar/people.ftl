grant-parts-missing = أحتاج إلى حساب ودور.
grant-user-is-revoke = لسحب الدور من { $account } استعمل /revoke.
grant-too-high = لا يمكنك أن تمنح إلا أدوارًا أدنى من دورك ({ $role }).
grant-not-above = دور هذا الحساب ليس أدنى من دورك ({ $role })، فلا يمكنك تغييره.
grant-has-role = لدى { $account } هذا الدور من قبل: { $role }.
granted = صار لدى { $account } الدور: { $role }.
owners-in-settings = يحدد مشغّل البوت من يملكه في الإعداد <code>owners</code>، ولا يمكن تغيير ذلك في المحادثة.
grant-oneself = لا يمكنك تغيير دورك بنفسك. يستطيع ذلك مالك آخر.
grant-chat = كتبت ذلك مجموعة أو قناة أو مشرف مجهول، وقد يكون وراءها أكثر من شخص، والدور لشخص واحد. ينشئ /invite رمزًا يرسله إليّ ذلك الشخص.
grant-bot = هذا بوت، والأدوار للأشخاص.
grant-forward = هذه رسالة معاد توجيهها، فلا أعرف من تقصد. رد على رسالة كتبها الشخص بنفسه، أو أنشئ رمزًا بالأمر /invite.
account-missing = أي حساب؟
account-unusable = «{ $typed }» ليس معرّف حساب. الأسماء قد تتغير، لذلك أحتاج إلى الرقم: telegram:1001 أو x:2002 أو الرقم وحده إن كان على هذه المنصة. ينشئ /invite رمزًا يرسله إليّ الشخص دون أي رقم.
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

blocked = لم أعد أسمع { $account }.
unblocked = أسمع { $account }.
block-has-role = لدى { $account } دور ولا يمكن حظره. /revoke يسحبه.
invite-in-private = افعل ذلك من فضلك في دردشة خاصة معي: الرمز سري.
invited =
    دعوة إلى الدور «{ $role }»، لحساب واحد، مدة 24 ساعة. من يتلقاها يرسل إليّ:
    <code>/start { $code }</code>
invitation-accepted = أهلًا بك! دورك الآن: { $role }. تعرض /help ما يمكنك فعله.
invitation-over = انتهت هذه الدعوة: استُخدمت أو مضى يوم. اطلب من فضلك دعوة جديدة.
invitation-needless = لا تحتاج إلى دعوة: دورك أصلًا { $role }.
invited-link = هذا الرابط يفعل الأمر نفسه بلمسة:
