"""The tables of a register, as frames and as rows."""

import pytest

from tests.drawing import draw_register


def test_a_table_that_was_not_recorded_has_its_columns_and_no_row() -> None:
    register = draw_register()
    assert not register.recorded("claims")
    assert register.table("claims").empty
    assert "claim_id" in register.table("claims").columns
    assert register.rows("claims") == ()


def test_a_blank_cell_of_a_row_is_none() -> None:
    (row,) = draw_register(evidence="evidence_id | year | country\ni1 | |").rows("evidence")
    assert (row["evidence_id"], row["year"], row["country"]) == ("i1", None, ())


def test_the_tables_of_all_policies_have_rows_too() -> None:
    register = draw_register()
    designs = {row["study_design"]: row["kind"] for row in register.rows("designs")}
    assert designs["randomised_trial"] == "impact"
    assert {row["scale_id"] for row in register.rows("scales")} == {"grade", "sms", "stars"}
    assert not register.recorded("designs")


def test_a_table_that_no_register_has_is_refused() -> None:
    with pytest.raises(KeyError):
        draw_register().rows("gossip")
