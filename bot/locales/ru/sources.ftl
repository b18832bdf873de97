source-silent = Источник { $source } («{ $name }») не приносил ничего нового уже столько дней: { $days }. Состояние: { $state }. Подробнее: /sources { $source }
