from jazzcore.recipes.table import RECIPES


def test_a_loss_is_summed_over_as_many_choices_as_have_a_target() -> None:
    """The course sums over 30 steps of which the last has no target, deepjazz predicts one value, studio one note."""
    assert {name: recipe.targets_a_loss for name, recipe in RECIPES.items()} == {
        "course": 29,
        "deepjazz": 1,
        "studio": 1,
    }
