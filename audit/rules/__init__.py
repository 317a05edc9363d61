"""What an inspector looks for, as dated rules: pure functions from plain facts to findings with their figures."""
