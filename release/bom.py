"""Writes a wheel's software bill of materials beside it: CycloneDX 1.6, as JSON.

    python -m release.bom dist/onrecord-0.1.0-py3-none-any.whl

It names the wheel with its hash, what it needs with the versions that are installed here, the model and the word lists
that it carries. The same wheel in the same environment gives the same bytes.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import defaultdict
from importlib.metadata import Distribution
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType, Pedigree
from cyclonedx.model.license import License
from cyclonedx.model.lifecycle import LifecyclePhase, PredefinedLifecycle
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.utils import canonicalize_name

from .resolved import Resolved, resolve, wheel_named

_WEIGHTS = "onrecord/extraction/weights/"
_LICENCE = "Apache-2.0"  # of the wheel and all that is in it; the model's folder carries a copy
_NAMED = LicenseFactory()


def main() -> None:
    """Write ``NAME-VERSION.cdx.json`` into the wheel's folder, and say so."""
    wheel = wheel_named(__doc__)
    target = wheel.with_name("-".join(wheel.name.split("-")[:2]) + ".cdx.json")
    target.write_text(bill(wheel), encoding="utf-8")
    print(target)


def bill(wheel: Path) -> str:
    """The bill of materials of a wheel, as JSON.

    Args:
        wheel: the file; what it needs is looked up among what is installed.
    """
    resolved = resolve(wheel)
    own = _component(resolved.wheel, None)
    own.hashes = [_hash(wheel.read_bytes())]
    parts = {name: _component(found, name in resolved.required) for name, found in resolved.found.items()}
    carried = _carried(wheel)
    bom = Bom(components=[*parts.values(), *carried], metadata=_metadata(own, resolved))
    bom.register_dependency(own, [*(parts[name] for name in resolved.needs["onrecord"]), *carried])
    for name, part in parts.items():
        bom.register_dependency(part, [parts[other] for other in resolved.needs[name]])
    # No hour and no number by chance, but a number of what it says.
    bom.metadata.timestamp = None  # type: ignore[assignment]
    bom.serial_number = None  # type: ignore[assignment]
    bom.serial_number = uuid5(NAMESPACE_OID, _written(bom))
    return _written(bom) + "\n"


def _written(bom: Bom) -> str:
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)


def _metadata(own: Component, resolved: Resolved) -> BomMetaData:
    told = [Property(name="cdx:reproducible", value="true")]
    told += [Property(name="onrecord:not-resolved", value=asked) for asked in sorted(resolved.lacking)]
    return BomMetaData(component=own, properties=told, lifecycles=[PredefinedLifecycle(LifecyclePhase.BUILD)])


def _component(found: Distribution, required: bool | None) -> Component:
    scope = (
        {True: ComponentScope.REQUIRED, False: ComponentScope.OPTIONAL}.get(required) if required is not None else None
    )
    purl = PackageURL("pypi", name=canonicalize_name(found.name), version=found.version)
    return Component(
        type=ComponentType.APPLICATION if required is None else ComponentType.LIBRARY,
        name=found.name,
        version=found.version,
        description=found.metadata["Summary"],
        bom_ref=str(purl),
        purl=purl,
        scope=scope,
        licenses=_licences(found),
    )


def _licences(found: Distribution) -> list[License]:
    """What a distribution says of its licence: as an expression, in a word, or by its classifiers."""
    told = found.metadata["License-Expression"] or found.metadata["License"] or ""
    if told and len(told) < 80 and "\n" not in told:  # some put the whole licence there
        return [_NAMED.make_from_string(told)]
    classes = [one for one in found.metadata.get_all("Classifier") or () if one.startswith("License ::")]
    return [_NAMED.make_with_name(one.split(" :: ")[-1]) for one in classes]


def _carried(wheel: Path) -> list[Component]:
    """The model and the data files in the wheel, each with its hash."""
    models: dict[str, list[Component]] = defaultdict(list)
    data = []
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith(_WEIGHTS):
                version = name.removeprefix(_WEIGHTS).split("/")[0]
                models[version].append(_file(name, archive.read(name), ComponentType.FILE))
            elif name.endswith(".txt") and ".dist-info/" not in name:
                data.append(_file(name, archive.read(name), ComponentType.DATA))
    return [*(_model(version, files) for version, files in models.items()), *data]


def _file(name: str, content: bytes, kind: ComponentType) -> Component:
    return Component(
        type=kind,
        name=name,
        bom_ref=f"file:{name}",
        hashes=[_hash(content)],
        licenses=[_NAMED.make_from_string(_LICENCE)],
    )


def _model(version: str, files: list[Component]) -> Component:
    encoder = Component(
        type=ComponentType.MACHINE_LEARNING_MODEL,
        name="all-MiniLM-L6-v2",
        group="sentence-transformers",
        bom_ref="model:all-MiniLM-L6-v2",
        licenses=[_NAMED.make_from_string(_LICENCE)],
    )
    return Component(
        type=ComponentType.MACHINE_LEARNING_MODEL,
        name="onrecord-statements",
        version=version,
        description="Finds statements in English news text; its card says how it was made and how it scores.",
        bom_ref=f"model:onrecord-statements@{version}",
        licenses=[_NAMED.make_from_string(_LICENCE)],
        pedigree=Pedigree(ancestors=[encoder], notes="Trained from the encoder's weights; the card tells on what."),
        external_references=[
            ExternalReference(type=ExternalReferenceType.MODEL_CARD, url=XsUri(f"{_WEIGHTS}{version}/README.md"))
        ],
        components=files,
    )


def _hash(content: bytes) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main()
