"""Law and private rules as dated data, judged over named facts; knows no business step."""
