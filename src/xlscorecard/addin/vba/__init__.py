"""What VBA and the ribbon of a workbook are, made from the registries and from sources."""
