"""Documents of the field's standard form, built unsigned from plain facts: no framework, no clock, no network."""
