"""The same skill and level across institutions: how spread, rates and outliers are reckoned, without a framework."""
