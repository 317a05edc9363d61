"""The pages of redemption: the learner's home, the wizard and the tracker; the institution's inbox."""
