"""The territories of the publication: which a text names, and which a fact is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.french.words import plain_id
from pipeline.model.sources import Metropole


@dataclass(frozen=True)
class Territories:
    """Metropolitan areas and their regions; a scope is the id of one, or « region-… »."""

    metropoles: Mapping[str, Metropole]

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """The names of the regions by scope."""
        names = {metropole.region for metropole in self.metropoles.values()}
        return {f"region-{plain_id(name)}": name for name in sorted(names)}

    def region_of(self, metropole: str) -> str:
        """The scope of the region a metropolitan area lies in."""
        return f"region-{plain_id(self.metropoles[metropole].region)}"

    def name_of(self, scope: str) -> str:
        """The name of a territory; the scope itself where it is none of these."""
        if scope in self.metropoles:
            return self.metropoles[scope].name
        return self.regions.get(scope, scope)

    def named(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a text names a metropolitan area, and which, in order of appearance."""
        for match in self._pattern.finditer(text.replace("’", "'")):
            yield match.start(), self._ids[match.group().casefold()]

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {
            name.casefold().replace("’", "'"): metropole.id
            for metropole in self.metropoles.values()
            for name in (metropole.name, metropole.short)
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted(map(re.escape, self._ids), key=len, reverse=True)
        return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(names) or '(?!)'})(?![\w-])")

    def names_wider(self, text: str) -> str:
        """The words of a text that name a region or the country; nothing where it names none."""
        names = "|".join(map(re.escape, self.regions.values())).replace("'", "['’]")
        wider = rf"(?i)(?<!\w)(?:région(?:a(?:le?s?|ux))?|nationa(?:le?s?|ux)|France|{names})(?!\w)"
        found = re.search(wider, text)
        return found.group() if found else ""
