source-silent = لم يأتِ المصدر { $source } («{ $name }») بجديد منذ { $days } من الأيام. حالته: { $state }. التفاصيل: ‎/sources { $source }
