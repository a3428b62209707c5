"""`rotation import`."""  # noqa: N999 - named as the command

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

from rotation.draw.terminal import Page, console_on
from rotation.intake.mapping import FILE as MAP
from rotation.intake.scenario_folder import AS_IMPORTED, Imported, import_files
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.imported import import_document, show_import
from rotation.terminal.paths import refused, target_folder, written
from rotation.terminal.progress import telling
from rotation.usage import JSON, Asked, Command, Input, Switch

MOST_NAMED = 5000


def run(options: Asked) -> Answer:
    """A scenario's folder from the papers of a department, or that folder once more from mended
    ones."""
    again = any((Path(options.out) / name).exists() for name in (AS_IMPORTED, MAP))
    folder = target_folder(options.out, force=True if again else None)
    named = [Path(name) for name in options.files]
    own_map = Path(options.map) if options.map else None
    for path in (*named, *([own_map] if own_map else [])):
        if not path.exists():
            raise refused("file_missing", str(path))
    done: list[Imported] = []

    def reports(found: Imported) -> Mapping[str, str]:
        return _reports(found, options.lang)

    def read() -> None:
        page = options.progress
        with telling(page, page.say("import_stage.begun")) as say:

            def tell(stage: str, number: int, of: int) -> None:
                say(page.say(f"import_stage.{stage}", done=number, of=of))

            done.append(import_files(named, folder, options.lang, reports, own_map, tell=tell))

    written(read, folder)
    (found,) = done
    return Answer(DONE, import_document(found), lambda page: show_import(page, found))


def _reports(found: Imported, lang: str) -> Mapping[str, str]:
    text = io.StringIO()
    show_import(Page(console_on(text), lang), found)
    document = json.dumps(import_document(found), ensure_ascii=False, indent=1)
    return {"import.txt": text.getvalue(), "import.json": document + "\n"}


COMMAND = Command(
    run,
    Input("files", "FILE", between=(1, MOST_NAMED)),
    Switch("--out", metavar="DIR", must=True),
    Switch("--map", metavar="FILE"),
    JSON,
)
