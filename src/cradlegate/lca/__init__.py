"""Arrays and indexes in, arrays out: characterise, draw, sum."""
