"""The examples of answers in the documentation fit the answers that they are examples of."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from tongxin.api.http import duties, figure_answers, register_answers, worklist


def with_examples() -> Iterator[type[BaseModel]]:
    for module in (worklist, duties, register_answers, figure_answers):
        for model in vars(module).values():
            is_model = isinstance(model, type) and issubclass(model, BaseModel)
            if (
                is_model
                and model.__module__ == module.__name__
                and model.model_config.get("json_schema_extra")
            ):
                yield model


@pytest.mark.parametrize("model", list(with_examples()), ids=lambda model: model.__name__)
def test_an_example_fits(model: type[BaseModel]) -> None:
    extra: Any = model.model_config["json_schema_extra"]
    [example] = extra["examples"]
    assert set(example) <= set(model.model_fields)
    shown = model.model_validate(example).model_dump(mode="json")
    assert {name: shown[name] for name in example} == example


def test_there_are_examples_of_all_lists() -> None:
    assert len(list(with_examples())) == 11
