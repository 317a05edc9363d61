"""A whole file of redemptions in the browser: who has consented is served, who has not is told what to do."""

import re

from playwright.sync_api import expect

from tests.journeys.demo_site import DemoSite
from tests.journeys.files import new_person
from tests.journeys.newcomers import consent_to_redeem, learner_with_credits
from tests.journeys.steps import approve_file, send_file, until
from tests.journeys.visitors import Visitors

INSTITUTION, PROGRAMME = "Vindhya Central University", "VCU-BSC-DS"


def test_a_file_redeems_for_those_who_agreed_and_tells_the_others(demo: DemoSite, visitors: Visitors) -> None:
    willing, silent = new_person(21), new_person(22)
    learner, other = (learner_with_credits(visitors, who) for who in (willing, silent))
    consent_to_redeem(learner, INSTITUTION)
    rows = "".join(f"{who.abc_id},{PROGRAMME},plan,Spring list\n" for who in (willing, silent))
    issuer = visitors.sign_in("issuer")
    address = send_file(issuer, "list.csv", f"abc_id,programme_code,awards,note\n{rows}".encode(), kind="redemptions")
    expect(issuer.locator("main")).to_contain_text("neither asked for this nor consented")
    approve_file(visitors.sign_in("approver"), address)
    until(learner, "/passbook/?show=redeemed", "Foundations of Data Analysis")
    other.goto("/passbook/?show=redeemed")
    expect(other.locator("main")).not_to_contain_text(re.compile("Foundations of Data Analysis"))
    assert "BROKEN" not in demo.prove_book() and visitors.complaints == []
