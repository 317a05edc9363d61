"""The book: holdings, accounts, entries, lots and transfers of credits."""
