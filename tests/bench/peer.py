"""A peer: FastAPI with a SQLModel session per request, as their tutorials write it (fastapi.tiangolo.com, SQL databases).

It does what a guess does at the least: select the run, insert the guess, update the run, commit; and answers
with as many bytes as the game. Needs ``pip install fastapi``.
"""

import sys
from collections.abc import Generator
from typing import Annotated
from zlib import crc32

import uvicorn
from fastapi import Depends, FastAPI, Form, HTTPException
from fastapi.responses import HTMLResponse
from sqlmodel import Field, Session, SQLModel, create_engine

RUNS = 1000
BODY = "x" * 11_000


class Run(SQLModel, table=True):
    """A run."""

    id: int | None = Field(default=None, primary_key=True)
    turn: int = 0


class Guess(SQLModel, table=True):
    """A guess."""

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(index=True)
    turn: int
    choice: str


engine = create_engine(f"sqlite:///{sys.argv[1]}", connect_args={"check_same_thread": False})
SQLModel.metadata.create_all(engine)
with Session(engine) as first:
    for number in range(RUNS):
        first.add(Run(id=number))
    first.commit()


def get_session() -> Generator[Session]:
    """A session for a request."""
    with Session(engine) as session:
        yield session


app = FastAPI()


@app.post("/runs/{run}/guesses", response_class=HTMLResponse)
def decide(run: str, guess: Annotated[str, Form()], session: Annotated[Session, Depends(get_session)]) -> str:
    """Keep a guess."""
    found = session.get(Run, crc32(run.encode()) % RUNS)
    if not found:
        raise HTTPException(status_code=404, detail="Run not found")
    session.add(Guess(run_id=found.id or 0, turn=found.turn, choice=guess))
    found.turn += 1
    session.add(found)
    session.commit()
    session.refresh(found)
    return BODY


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[2]), log_level="warning", access_log=False)
