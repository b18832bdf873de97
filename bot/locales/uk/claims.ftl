add-in-private = Покроково це зручніше в особистому листуванні. Тут напишіть усе одним рядком.
add-parts-missing = Потрібні твердження, оцінка й посилання, розділені рискою.
add-statement = Яке твердження додати? Надішліть його одним реченням, так, як його поширюють. /cancel перерве.
add-rating = Яку оцінку воно отримало? Виберіть або напишіть її.
add-link = Оцінка: <b>{ $rating }</b>. Тепер надішліть посилання на перевірку; після риски можна вказати видання: <code>ПОСИЛАННЯ | ВИДАННЯ</code>
add-preview =
    <b>Зберегти це твердження?</b>
    «{ $statement }»
    Оцінка: { $rating }
    Видання: { $publisher }
add-similar = { $count ->
    [one] Обережно, є { $count } дуже схоже твердження:
    [few] Обережно, є { $count } дуже схожі твердження:
    [many] Обережно, є { $count } дуже схожих тверджень:
   *[other] Обережно, є { $count } дуже схожого твердження:
}
claim-added = Твердження { $claim } збережено. Я шукаю його, починаючи з наступного допису.
claim-duplicate = Таке твердження вже є, під номером { $claim }:
claim-edited = Твердження { $claim } змінено.
claim-retracted = { $count ->
    [0] Твердження { $claim } відкликано. Більше я його не шукаю.
    [one] Твердження { $claim } відкликано. Більше я його не шукаю; зупинено { $count } відповідь, що чекала.
    [few] Твердження { $claim } відкликано. Більше я його не шукаю; зупинено { $count } відповіді, що чекали.
    [many] Твердження { $claim } відкликано. Більше я його не шукаю; зупинено { $count } відповідей, що чекали.
   *[other] Твердження { $claim } відкликано. Більше я його не шукаю; зупинено { $count } відповіді, що чекали.
}
claim-is-retracted = Твердження { $claim } вже відкликано.
claim-unknown = Твердження { $claim } немає. Список покаже /claims.
phrasing-added = { $count ->
    [one] Додано. Твердження { $claim } тепер має { $count } інше формулювання.
    [few] Додано. Твердження { $claim } тепер має { $count } інші формулювання.
    [many] Додано. Твердження { $claim } тепер має { $count } інших формулювань.
   *[other] Додано. Твердження { $claim } тепер має { $count } іншого формулювання.
}
phrasing-known = Твердження { $claim } вже має таке формулювання.

claims-all = { $count ->
    [one] <b>{ $count } твердження</b>, спершу нові
    [few] <b>{ $count } твердження</b>, спершу нові
    [many] <b>{ $count } тверджень</b>, спершу нові
   *[other] <b>{ $count } твердження</b>, спершу нові
}
claims-found = { $count ->
    [one] <b>Знайдено { $count } твердження</b>
    [few] <b>Знайдено { $count } твердження</b>
    [many] <b>Знайдено { $count } тверджень</b>
   *[other] <b>Знайдено { $count } твердження</b>
}
claims-none = Тверджень поки немає. Додати можна командою /addclaim.
claims-none-found = Тверджень із такими словами не знайшлося.
claims-page = Сторінка { $page } з { $pages }
claim-brief = <b>{ $claim }</b> { $statement } – { $rating }
claim-brief-retracted = <b>{ $claim }</b> { $statement } – { $rating }, <i>відкликано</i>
claim-overview =
    <b>Твердження { $claim }</b>: «{ $statement }»
    Оцінка: { $rating }
claim-retracted-because = <i>Відкликано: { $reason }</i>
claim-claimant = Хто це стверджує: { $claimant }
claim-language = Мова: { $language }
claim-without-check = Перевірки поки немає.
claim-phrasings = { $count ->
    [one] Ще { $count } формулювання:
    [few] Ще { $count } формулювання:
    [many] Ще { $count } формулювань:
   *[other] Ще { $count } формулювання:
}
claim-appearances = Хто опублікував першим:
claim-seen = { $count ->
    [0] Поки не траплялося в жодному дописі.
    [one] Трапилося в { $count } дописі.
    [few] Трапилося в { $count } дописах.
    [many] Трапилося в { $count } дописах.
   *[other] Трапилося в { $count } допису.
}
list-item = • { $text }

id-and-text-missing = Бракує номера твердження або того, що йде за ним.
id-unusable = «{ $typed }» – не число.
field-empty = Поле «{ $field }» порожнє.
field-too-long = Поле «{ $field }» задовге, символів: { $length }. Можна не більше { $most }.
field-too-short = Поле «{ $field }» закоротке: потрібно не менше { $least } символів.
field-without-letters = У полі «{ $field }» немає літер.
field-unknown = Поля «{ $typed }» немає. Поля: { $fields }
field-missing = Скажіть, яке поле змінити, і поставте після нього двокрапку.
field-twice = Поле «{ $field }» вказано двічі.
rating-unknown = Я не знаю оцінки «{ $typed }». Ось оцінки та деякі слова, які я за них приймаю: { $ratings }
link-unusable = «{ $link }» – не вебадреса на зразок https://example.org/article.
link-with-user = У посиланні не має бути імені користувача й пароля.
link-which = Твердження має кілька перевірок. Вкажіть старе посилання й нове через пробіл. Посилання:
link-not-there = Твердження не має перевірки з посиланням { $link }.
link-known = Твердження вже має посилання { $link }.

merge-parts-missing = Мені потрібні номери двох різних тверджень.
merged = Твердження { $source } тепер є формулюванням твердження { $target }; його перевірки й спостереження перейшли туди.
merged-reason = Об’єднано з твердженням { $claim }
undo-nothing = За останні десять хвилин немає вашої зміни, яку я міг би скасувати.
undo-changed-since = Твердження { $claim } відтоді змінили, тому я нічого не скасовую.
undo-already-used = Про твердження { $claim } вже відповідали, або його бачили. Використайте /retract.
undone = Скасовано: вашу останню зміну твердження { $claim }.
undone-merge = Скасовано: твердження { $source } і { $target } знову окремі, кожне зі своїм.
undone-import = Скасовано: ваш останній імпорт. Видалено тверджень: { $count }
undone-import-kept = Залишилися, бо відтоді їх змінили, бачили або про них відповідали: { $count }
retract-preview = Відкликати твердження { $claim }? Відповідей, які буде виправлено: { $count }
button-retract = Відкликати й виправити
correction-retracted =
    Мушу виправитися: перевірку, яку я тут дав, відкликано. Будь ласка, більше не покладайтеся на неї.
    «{ $statement }»
exported = Опублікованих тверджень: { $count }
export-form-unknown = Формати: csv і jsonl.
export-not-here = Тут я не можу надсилати файли.
export-in-private = Попросіть файл, будь ласка, в особистому чаті зі мною.

add-from-post = Допис: «{ $text }»
add-now = Поки що: «{ $value }»
add-for = Твердження: «{ $statement }»
add-own-words = Видання пише: «{ $own }»
add-title = Заголовок: { $title }
add-date = Дата публікації: { $date }
add-wording = Інше формулювання, збережеться разом із ним: «{ $text }»
add-page-which = На сторінці перевірено кілька тверджень. Яке додати?
add-page-none = Сторінка не повідомляє, яке твердження вона перевіряє. Її заголовок: «{ $title }»
add-page-unread = Не вдалося прочитати сторінку: { $reason } Тож розкажіть самі.
page-refused = цю адресу мені відкривати не можна.
page-unreachable = там ніхто не відповів.
page-certificate = сертифікату сайту не можна довіряти.
page-status = сайт відповів помилкою.
page-too-large = вона завелика.
page-too-slow = вона завантажувалася задовго.
page-no-page = це не вебсторінка.
wording-which =
    Формулюванням якого твердження це є? «{ $text }»
    Виберіть або надішліть номер твердження чи слова для пошуку. /cancel перерве.
button-keep = Залишити →
button-use-words = Взяти слова допису
button-wording-of = Формулювання …
import-send = Надішліть файл: CSV або JSON, не більше ніж на { $most } тверджень. /cancel перерве.
import-in-private = Надішліть файл, будь ласка, в особистому чаті.
import-preview =
    <b>{ $name }</b>: переглянуто; поки нічого не збережено.
    Нових тверджень: { $count }
    Уже є: { $known }
    Непридатних: { $faulty }
import-fault = { $number }: <code>{ $fault }</code>
button-import = Додати: { $count }
imported = Готово. Нових тверджень: { $count }; уже були: { $known }. Шукаю їх, починаючи з наступного допису.
import-too-large = Файл завеликий: тут я приймаю не більше 2 МБ.
import-too-many = У файлі забагато тверджень: тут я приймаю не більше { $most }. Для більшого є <code>claimspread claims import</code>.
import-unreadable = Не можу прочитати цей файл: <code>{ $reason }</code>
import-gone = Не вдається отримати цей файл. Надішліть його, будь ласка, ще раз.
import-changed = Це не той файл, який я переглядав. Надішліть його, будь ласка, ще раз.

add-same-link = Твердження з цим посиланням уже є:
answer-in-words = Слів я там не знайшов. Відповідайте, будь ласка, словами або завершіть командою /cancel.
