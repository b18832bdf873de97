source-silent = La fuente { $source } («{ $name }») no ha traído nada nuevo en { $days } días. Su estado: { $state }. /sources { $source } la muestra.
