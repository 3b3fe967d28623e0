"""From facts to dated series: metrics, blocs, vintages and frontiers."""
