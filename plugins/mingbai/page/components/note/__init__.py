"""A reminder, a fault or a remark, in a sentence."""
