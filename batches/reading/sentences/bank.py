"""The sentences about what only the bank knows: accounts, programmes, consents, plans."""

from batches.reading.sentences.telling import Telling, gettext_noop

_ = gettext_noop

BANK: dict[str, Telling] = {
    "name-disagrees": Telling(
        "warning",
        _("{column} says another name than the account with this ABC id has."),
        _("Id and name belong to the same person."),
        _("Check the ABC id: the credits go to its account. The roster shows both names side by side."),
    ),
    "learner-unknown": Telling(
        "error",
        _("{column} says {seen}, and there is no account with this ABC id."),
        _("The ABC id of a learner with credits was expected."),
        _("Copy the id from the learner's ABC or APAAR card."),
    ),
    "account-unclaimed": Telling(
        "error",
        _("{column} says {seen}, and the learner has not claimed this account yet."),
        _("Only its owner can let credits be redeemed."),
        _("Ask the learner to claim the account with the id and the birthday."),
    ),
    "programme-unknown": Telling(
        "error",
        _("{column} says {seen}, which is not a programme of your institution."),
        _("The code of one of your programmes was expected."),
        _("Copy the code from your list of programmes."),
    ),
    "programme-closed": Telling(
        "error",
        _("{column} says {seen}, which no longer takes credits."),
        _("The code of an open programme was expected."),
        _("Choose another programme."),
    ),
    "consent-missing": Telling(
        "error",
        _("The learner has neither asked for this nor consented to it."),
        _("A waiting request for the programme, or the learner's consent to your institution, was expected."),
        _("Ask the learner to send a request."),
    ),
    "nothing-to-redeem": Telling(
        "error",
        _("None of the learner's credits can go to this programme. {why}"),
        _("At least one award that the programme's rules let in was expected."),
        _("Leave the row out."),
    ),
    "award-not-eligible": Telling(
        "error",
        _("Not all of the awards that were named can go to this programme. {why}"),
        _("Awards that the learner holds and the programme's rules let in were expected."),
        _("Leave these awards out, or write plan to let the bank choose."),
    ),
}
