"""Wrong calls of the program (protocol part 1)."""

import pytest


@pytest.mark.parametrize(
    "address", ["meeting.example.org", "https://meeting.example.org/?room=1", "https://meeting.example.org/#a"]
)
def test_a_base_address_that_no_link_can_begin_with_is_a_wrong_call(house, address):
    called = house.call("serve", "--base-url", address, "--data", str(house.data.parent / "other"), "--no-browser")
    assert (called.returncode, called.stdout) == (2, "")
    assert called.stderr.count("\n") == 1
