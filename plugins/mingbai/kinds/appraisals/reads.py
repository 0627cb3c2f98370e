"""Rows of other kinds that appraisals are held against."""

from mingbai.county import Frame

DECIDED = Frame("accountability", "publications", {"published": "datetime64[s]"})
NAMED_TASKS = Frame("accountability", "unkept", {"task_no": "str"})
NAMED_ROUNDS = Frame("accountability", "last_places", {"unit": "str", "round_id": "str"})
READS = (DECIDED, NAMED_TASKS, NAMED_ROUNDS)
