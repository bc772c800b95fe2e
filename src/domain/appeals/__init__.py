"""Appeals of the person: review (复议) of and lawsuit (诉讼) against a measure or a penalty."""
