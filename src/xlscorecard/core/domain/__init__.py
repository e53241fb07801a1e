"""The words of the field: indicator, period, frequency, polarity, finding."""
