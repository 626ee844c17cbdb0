"""Refuses installed packages that may only be used under the GPL or AGPL; prints each package with its licence."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions

_OWN = "kontor-desktop"
#: GPL and AGPL in their spellings, not the Lesser GPL.
_COPYLEFT = re.compile(r"\bA?GPL|(?<!Lesser )General Public Licen[cs]e", re.IGNORECASE)


def licence_of(package: Distribution) -> str:
    """The licence as the package states it: expression first, then classifiers, then the free text's first line."""
    metadata = package.metadata
    expression = metadata.get("License-Expression")
    if expression:
        return expression
    classifiers = [each for each in metadata.get_all("Classifier") or () if each.startswith("License ::")]
    names = [each.split(" :: ")[-1] for each in classifiers if not each.endswith("OSI Approved")]
    if names:
        return " OR ".join(names)
    return (metadata.get("License") or "").strip().split("\n")[0]


def is_refused(licence: str) -> bool:
    """Whether every alternative of the licence is the GPL or AGPL, or none is stated."""
    alternatives = re.split(r"\s+OR\s+", licence)
    return not licence or all(_COPYLEFT.search(each) for each in alternatives)


def _packages() -> Iterator[tuple[str, str]]:
    for package in distributions():
        if package.metadata["Name"].lower() != _OWN:
            yield package.metadata["Name"], licence_of(package)


def main() -> int:
    """Print the table, then what is refused; 1 where there is any."""
    packages = sorted(_packages(), key=lambda pair: pair[0].lower())
    refused = [(name, licence) for name, licence in packages if is_refused(licence)]
    if "--list" in sys.argv[1:]:
        for name, licence in packages:
            print(f"{name:28} {licence}")
    for name, licence in refused:
        print(f"{name}: the licence {licence or 'is not stated'!r} cannot go into Kontor", file=sys.stderr)
    print(f"{len(packages)} packages, {len(refused)} with a licence that cannot go into Kontor")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
