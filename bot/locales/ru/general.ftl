# Что бот говорит по-русски.

language-name = Русский
stop-words = стоп|хватит|перестань|прекрати|отстань|отпишись|отписаться|оставь меня в покое|не отвечай мне|не пиши мне|замолчи|уйди

## Ratings

rating-false = Ложь
rating-misleading = Вводит в заблуждение
rating-unsupported = Без подтверждений
rating-unproven = Не доказано
rating-satire = Сатира
rating-true = Правда
rating-mixed = Отчасти правда
rating-and-own-words = { $rating } (словами издания: «{ $own }»)

## Roles

role-user = пользователь
role-reviewer = рецензент
role-editor = редактор
role-admin = администратор
role-owner = владелец

## Fields of a claim: the first name is shown, each may be typed

field-statement = утверждение|текст
field-rating = оценка
field-link = ссылка
field-claimant = автор
field-language = язык
field-phrasing = формулировка
field-publisher = издание
field-reason = причина
