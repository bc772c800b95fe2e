"""The limit: FastAPI with the same body model, which does nothing and answers."""

from uuid import UUID

from fastapi import FastAPI

from tongxin.domain.screening.commands import RecordScreening


def create_app(_conninfo: str) -> FastAPI:
    """The application."""
    app = FastAPI()

    @app.post("/persons/{id}/screenings", status_code=201)
    async def screen(id: UUID, body: RecordScreening) -> dict[str, str]:
        return {"outcome": body.outcome}

    return app
