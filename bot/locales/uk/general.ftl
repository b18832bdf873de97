# Що бот говорить українською.

language-name = Українська
stop-words = стоп|досить|годі|припини|перестань|відчепись|відписатися|залиш мене в спокої|дай мені спокій|не відповідай мені|не пиши мені|замовкни|йди геть

## Ratings

rating-false = Неправда
rating-misleading = Вводить в оману
rating-unsupported = Без підтверджень
rating-unproven = Не доведено
rating-satire = Сатира
rating-true = Правда
rating-mixed = Частково правда
rating-and-own-words = { $rating } (словами видання: «{ $own }»)

## Roles

role-user = користувач
role-reviewer = рецензент
role-editor = редактор
role-admin = адміністратор
role-owner = власник

## Fields of a claim: the first name is shown, each may be typed

field-statement = твердження|текст
field-rating = оцінка
field-link = посилання
field-claimant = автор
field-language = мова
field-phrasing = формулювання
field-publisher = видання
field-reason = причина
