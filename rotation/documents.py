"""What every JSON document of the planner is made of."""

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """A JSON object; keys that the planner does not know are passed over."""

    model_config = ConfigDict(
        strict=True, from_attributes=True, populate_by_name=True, allow_inf_nan=False
    )
