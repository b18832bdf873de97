source-silent = Джерело { $source } («{ $name }») не приносило нічого нового вже стільки днів: { $days }. Стан: { $state }. Докладніше: /sources { $source }
