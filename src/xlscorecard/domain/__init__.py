"""What a scorecard is: values in, values out, the standard library alone."""
