"""How right the records are: labelled releases, scores with intervals, errors in their text, floors."""
