source-silent = Source { $source } (“{ $name }”) has brought nothing new for { $days } days. Its state: { $state }. /sources { $source } shows it.
