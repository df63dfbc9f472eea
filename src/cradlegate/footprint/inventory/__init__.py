"""From a case to activities: amounts, each with the factor that answers it."""
