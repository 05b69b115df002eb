"""The forms a programme works with, by name and version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources.abc import Traversable

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadForm, NotFound
from ctip_desktop.forms.model import Form, Kind
from ctip_desktop.pattern import pattern
from ctip_desktop.resources import resource

_DIGITS = pattern(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Unread:
    """A form that is read when it is asked for."""

    name: str
    version: str
    kind: Kind
    read: Callable[[], Form]

    @property
    def origin(self) -> str:
        """Where it comes from, for messages."""
        return self.name


class Catalogue:
    """Forms in all their versions. Immutable: `with_form` gives a new catalogue."""

    def __init__(self, forms: Iterable[Form | Unread] = ()) -> None:
        """Raises BadForm when two forms have the same name and version."""
        kept: dict[str, dict[str, Form | Unread]] = {}
        for form in forms:
            versions = kept.setdefault(form.name, {})
            if form.version in versions:
                raise BadForm(f"The form {form.name} is there twice in version {form.version}: {versions[form.version].origin} and {form.origin}.")
            versions[form.version] = form
        self._forms = kept

    @staticmethod
    def built_in() -> Catalogue:
        """The forms that ship with the program (resources/forms). Raises BadForm naming every problem of the first broken file."""
        from ctip_desktop.forms.reader import read_form  # with YAML and all that checks a form; rarely needed, see known_forms

        files = sorted((entry for entry in resource("forms").iterdir() if entry.name.endswith(".yaml")), key=_file_name)
        return Catalogue(read_form(entry.read_text(encoding="utf-8"), entry.name) for entry in files)

    def form(self, name: str, version: str | None = None) -> Form:
        """A form in a version; the newest when none is given. Raises NotFound."""
        versions = self._forms.get(name)
        if versions is None:
            from ctip_desktop.forms.expressions import meant

            raise NotFound(f"There is no form called “{name}”.", next_step=meant(name, self._forms, "“{}”").capitalize())
        if version is None:
            version = _newest(versions)
        if version not in versions:
            raise NotFound(f"There is no version “{version}” of the form “{name}”.", next_step="A newer version of the program may have it.")
        found = versions[version]
        if isinstance(found, Unread):
            found = versions[version] = found.read()
        return found

    def versions(self, name: str) -> tuple[str, ...]:
        """The versions of a form, oldest first; none when there is no such form."""
        return tuple(sorted(self._forms.get(name, {}), key=_version_key))

    def forms(self) -> tuple[Form, ...]:
        """The newest version of each form, by name."""
        return tuple(self.form(name) for name in self.names())

    def names(self, *kinds: Kind) -> tuple[str, ...]:
        """The names of the forms whose newest version is of one of these kinds, of all without any; reads none of them."""
        return tuple(name for name, versions in sorted(self._forms.items()) if not kinds or versions[_newest(versions)].kind in kinds)

    def with_form(self, form: Form) -> Catalogue:
        """A catalogue that has this form, too, in place of one of the same name and version.

        Raises BadForm when it drops a name that the program reads, or changes what kind of form it is.
        """
        if form.name in self._forms:
            _check_tailored(self.form(form.name), form)
        others = (
            other for versions in self._forms.values() for other in versions.values() if (other.name, other.version) != (form.name, form.version)
        )
        return Catalogue((*others, form))


def _file_name(entry: Traversable) -> str:
    return entry.name


def _newest(versions: Iterable[str]) -> str:
    return max(versions, key=_version_key)


def _version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Versions in the order people expect: 2 before 10, 1 before 1-north."""
    return tuple((1, int(part), "") if part.isdecimal() and part.isascii() else (0, 0, part) for part in _DIGITS.split(version) if part)


def _check_tailored(known: Form, form: Form) -> None:
    """The code reads the names of the contract: a tailored version must keep each, with the same type."""
    told = [*_dropped(known, form)]
    if form.kind is not known.kind:
        told.append(f"Its kind is {form.kind.value}, but the contract of version {known.version} says {known.kind.value}.")
    if told:
        more = f" {len(told) - 1} more of it is missing or different." if len(told) > 1 else ""
        raise BadForm(
            f"This version of the form {form.name} cannot take the place of version {known.version}. {told[0]}{more}",
            tuple(f"{form.origin or form.name}: {sentence}" for sentence in told),
            told=tuple(told),
            next_step="Keep these questions; their labels and the questions around them may change.",
        )


def _dropped(known: Form, form: Form) -> Iterable[str]:
    before, after = _types(known), _types(form)
    for name in known.contract:
        if name not in after:
            yield f"“{name}” is missing; the contract of version {known.version} names it."
        elif before.get(name) != after[name]:
            yield f"“{name}” is of type {after[name]}; in version {known.version}, whose contract names it, it is {before.get(name)}."


def _types(form: Form) -> dict[str, str]:
    found = {question.name: question.type for question in form.walk()}
    found |= {section.name: "section" for section in form.sections}
    found |= {score.name: "score" for score in form.scores}
    return found | {table.name: "rule table" for table in form.outcomes}
