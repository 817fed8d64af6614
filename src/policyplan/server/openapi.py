"""The OpenAPI 3.1 description of what the server answers."""

from __future__ import annotations

from types import NoneType
from typing import Any, Final, get_args, get_type_hints

from policyplan.exporting.records import COLUMNS, ProgressRecord
from policyplan.ledger.standing import Status
from policyplan.server import api, feeds
from policyplan.server.asking import MAX_QUERY

_TYPES: Final = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}

_QUERY: Final = (
    "A text query, as `policyplan find` takes it; every measure where it is empty: "
    "`lead:省知识产权局 due:..2022-12-31 专利`."
)


def description(server: str) -> dict[str, Any]:
    """The description, of a server at the address `server`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "policyplan",
            "version": "1",
            "summary": "Published work plans (工作方案) as records and calendars. Read only.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": server}],
        "security": [],
        "tags": [{"name": "records"}, {"name": "calendars"}, {"name": "service"}],
        "paths": {
            "/api/records": _path(
                "records", "The rows of what a query finds, a page at a time", _PAGED, "Page"
            ),
            "/api/plans": _path("plans", "Every plan with its document's facts", [], "Plans"),
            "/api/units": _path("units", "The units of what a query finds, with their parts", [_Q], "Units"),
            "/feed.ics": _feed(),
            "/health": _path("health", "How the server is", [], "Health", tag="service"),
        },
        "components": {"schemas": _schemas(), "responses": {"Refusal": _REFUSAL}},
    }


def _parameter(name: str, text: str, default: Any, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": text,
        "schema": {**schema, "default": default},
    }


_Q: Final = _parameter("q", _QUERY, "", type="string", maxLength=MAX_QUERY)
_PAGED: Final = [
    _Q,
    _parameter("page", "Which page, from 1.", 1, type="integer", minimum=1, maximum=api.MOST_PAGES),
    _parameter("per_page", "Rows to a page.", 100, type="integer", minimum=1, maximum=api.MOST_PER_PAGE),
]


def _path(
    name: str, summary: str, parameters: list[dict[str, Any]], schema: str, tag: str = "records"
) -> dict[str, Any]:
    ok = {
        "description": summary,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
    return {"get": _operation(name, summary, parameters, ok, tag)}


def _operation(
    name: str, summary: str, parameters: list[dict[str, Any]], ok: dict[str, Any], tag: str
) -> dict[str, Any]:
    refusal = {"$ref": "#/components/responses/Refusal"}
    return {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        "parameters": parameters,
        "responses": {
            "200": ok,
            "304": {"description": "Nothing has changed since the answer that the conditions name"},
            "400": refusal,
            "404": refusal,
            "503": refusal,
        },
    }


def _feed() -> dict[str, Any]:
    default = feeds.PARAMETERS
    parameters = [
        _Q,
        _parameter("as", "What each measure is.", default["as"], enum=["event", "todo", "both"]),
        _parameter(
            "lang", "The language of words around the plan's own.", default["lang"], enum=["zh", "en"]
        ),
        _parameter(
            "undated",
            "Whether measures without a deadline are to-dos, too.",
            default["undated"],
            enum=["no", "yes"],
        ),
    ]
    summary = "The calendar of what a query finds"
    ok = {"description": summary, "content": {"text/calendar": {"schema": {"type": "string"}}}}
    return {"get": _operation("feed", summary, parameters, ok, "calendars")}


_REFUSAL: Final = {
    "description": "Why the request is not served; a text query is shown with the place underlined",
    "content": {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        "text/plain": {"schema": {"type": "string"}},
    },
}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has all of `properties`, and may come to have more."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _listed(schema: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}


_TEXT: Final = {"type": "string"}
_MAYBE: Final = {"type": ["string", "null"]}
_DAY: Final = {"type": ["string", "null"], "format": "date"}
_COUNT: Final = {"type": "integer", "minimum": 0}


def _record() -> dict[str, Any]:
    """The schema of a row, from its columns."""
    columns = {}
    for name, kind in get_type_hints(ProgressRecord).items():
        types = [_TYPES[part] for part in get_args(kind) or (kind,)]
        columns[name] = {"type": types if len(types) > 1 else types[0]}
    return {
        **_object(columns),
        "required": list(COLUMNS),
        "description": "One row for each measure and unit; what is absent is null. "
        "`status` and what follows stand there where a ledger is served.",
    }


def _plan() -> dict[str, Any]:
    """The schema of a plan."""
    kinds = ("by", "ongoing", "recurring", "conditional", "none")
    days = ("dated", "published_on", "period_start", "period_end")
    progress = {"on": {"type": "string", "format": "date"}, **dict.fromkeys(map(str, Status), _COUNT)}
    schema = _object(
        {
            **dict.fromkeys(("plan", "title", "number", "index_number"), _MAYBE),
            "issuers": {"type": "array", "items": _TEXT},
            **dict.fromkeys(days, _DAY),
            "url": _MAYBE,
            **dict.fromkeys(("tasks", "measures", "units"), _COUNT),
            "deadlines": _object(dict.fromkeys(kinds, _COUNT)),
            "findings": _listed("Finding"),
        }
    )
    schema["properties"]["progress"] = {
        **_object(progress),
        "description": "How many measures stand where on the day `on`; there where a ledger is served.",
    }
    return schema


def _schemas() -> dict[str, Any]:
    counts = dict.fromkeys(("total", "measures", "page", "pages", "per_page"), _COUNT)
    roles = _object(dict.fromkeys(("lead", "responsible", "supporting", "overseeing"), _COUNT))
    severity = {"type": "string", "enum": ["error", "warning"]}
    return {
        "Record": _record(),
        "Page": _object({"query": _TEXT, **counts, "records": _listed("Record")}),
        "Plan": _plan(),
        "Plans": _object({"plans": _listed("Plan")}),
        "Finding": _object(
            {"code": _TEXT, "severity": severity, "message": _TEXT, "hint": _MAYBE, "place": _MAYBE}
        ),
        "Unit": _object(
            {
                "unit": _TEXT,
                "unit_canonical": _MAYBE,
                "unit_parent": _MAYBE,
                "is_group": {"type": "boolean"},
                "measures": _COUNT,
                "roles": roles,
                "feed": {"type": "string", "format": "uri-reference"},
            }
        ),
        "Units": _object({"query": _TEXT, "units": _listed("Unit")}),
        "Health": {
            "type": "object",
            "required": ["status"],
            "properties": {
                "status": {"type": "string", "enum": ["ok", "degraded"]},
                "plans": _COUNT,
                "measures": _COUNT,
                "problems": {
                    "type": "array",
                    "items": _object({"file": _TEXT, "message": _TEXT, "kept": {"type": "boolean"}}),
                },
            },
        },
        "Problem": _object({"type": _TEXT, "title": _TEXT, "status": _COUNT, "detail": _TEXT}),
    }
