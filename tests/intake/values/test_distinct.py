import numpy as np
import pandas as pd
import pytest

from analysis.intake.values.distinct import distinct_texts, on_distinct


def lengths(texts: pd.Index) -> pd.Series:
    return pd.Series([len(text) for text in texts], index=texts, dtype="Int64")


@pytest.mark.parametrize("dtype", ["str", "object", "category"])
def test_every_row_gets_the_answer_of_its_own_text(dtype: str) -> None:
    column = pd.Series(["bb", "a", "bb", "", "ccc"], index=[10, 20, 30, 40, 50], dtype=dtype)
    assert on_distinct(column, lengths).to_dict() == {10: 2, 20: 1, 30: 2, 40: 0, 50: 3}


@pytest.mark.parametrize("dtype", ["str", "object", "category"])
def test_a_missing_cell_is_read_as_the_empty_text(dtype: str) -> None:
    column = pd.Series(["a", None, "", None], dtype=dtype)
    asked: list[list[str]] = []

    def parser(texts: pd.Index) -> pd.Series:
        asked.append(sorted(texts))
        return lengths(texts)

    assert on_distinct(column, parser).tolist() == [1, 0, 0, 0]
    assert asked == [["", "a"]]


def test_missing_cells_add_the_empty_text_where_the_column_has_none() -> None:
    texts, places = distinct_texts(pd.Series(["a", None, "b"]))
    assert [texts[place] for place in places] == ["a", "", "b"]


def test_a_frame_keeps_its_columns_and_types() -> None:
    def parser(texts: pd.Index) -> pd.DataFrame:
        return pd.DataFrame({"text": texts.astype("str"), "length": lengths(texts).to_numpy()}, index=texts)

    found = on_distinct(pd.Series(["x", "yy", "x"], index=["r", "s", "t"]), parser)
    assert found.index.tolist() == ["r", "s", "t"]
    assert found["text"].tolist() == ["x", "yy", "x"]
    assert str(found["text"].dtype) == "str"


def test_unused_categories_are_not_read() -> None:
    column = pd.Series(["a", "b", "c"], dtype="category").iloc[[1, 1]]
    texts, places = distinct_texts(column)
    assert texts.tolist() == ["b"]
    assert places.tolist() == [0, 0]


def test_more_categories_than_a_small_code_holds() -> None:
    # 128 categories have the codes 0 to 127 in one byte: adding the missing code must not wrap around.
    words = [f"w{number}" for number in range(128)]
    column = pd.Series([*words, None], dtype="category")
    assert on_distinct(column, lengths).tolist() == [len(word) for word in words] + [0]


def test_an_empty_column_gives_an_empty_answer() -> None:
    assert len(on_distinct(pd.Series([], dtype="str"), lengths)) == 0
    assert len(on_distinct(pd.Series([], dtype="category"), lengths)) == 0


def test_a_parser_that_loses_rows_is_an_error() -> None:
    with pytest.raises(ValueError, match="1 rows for 2 texts"):
        on_distinct(pd.Series(["a", "b"]), lambda texts: lengths(texts[:1]))


def test_order_of_rows_changes_nothing() -> None:
    column = pd.Series(list("abcab"), index=range(5))
    shuffled = column.iloc[np.array([3, 1, 4, 0, 2])]
    pd.testing.assert_series_equal(on_distinct(shuffled, lengths).sort_index(), on_distinct(column, lengths))
