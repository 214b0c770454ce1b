"""The JSON Schema of a policy file, from the same models that check it."""

from typing import Any

from groupbot.policy.models import Policy, PolicyFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one file, for editors.

    A file that extends another may leave out anything but `policy`; one that stands alone and is no fragment may not.
    """
    whole = PolicyFile.model_json_schema()
    parts = whole["$defs"]
    kept = _in_lists(whole)
    for name in set(parts) - kept:
        _loosen(parts[name])
    # Authority and officer are mappings that may be inherited in part; the same body in a list is replaced whole.
    parts["Inherited"] = {key: value for key, value in parts["Body"].items() if key != "required"}
    whole["properties"]["complaint"]["$ref"] = "#/$defs/Inherited"
    whole["properties"]["dpo"]["anyOf"] = [{"$ref": "#/$defs/Inherited"}, {"const": "none"}]
    whole["properties"]["gate"]["anyOf"] = [{"$ref": "#/$defs/Gate"}, {"const": "none"}]
    required = [name for name, field in Policy.model_fields.items() if field.is_required()]
    whole["required"] = ["policy"]
    whole["if"] = {
        "not": {
            "anyOf": [
                {"required": ["extends"]},
                {"required": ["fragment"], "properties": {"fragment": {"const": True}}},
            ]
        }
    }
    whole["then"] = {"required": required}
    return {"$schema": _DIALECT, **whole, "title": "A policy of groupbot"}


def _loosen(part: dict[str, Any]) -> None:
    part.pop("required", None)


def _in_lists(whole: dict[str, Any]) -> set[str]:
    parts = (whole, *whole["$defs"].values())
    fields = (field for part in parts for field in part.get("properties", {}).values())
    refs = (field.get("items", {}).get("$ref", "") for field in fields)
    return {ref.rpartition("/")[2] for ref in refs if ref}
