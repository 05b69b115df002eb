"""JavaRosa, the engine of ODK Collect and KoboCollect, called out of the jar that the pyxform wheel ships. For tests only: needs jpype1 and a JRE."""

from __future__ import annotations

import importlib.util
import math
import shutil
from functools import cache
from pathlib import Path
from typing import Any

SHELL = (
    '<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms"><h:head><h:title>t</h:title>'
    '<model><instance><data id="t">%s</data></instance>%s</model></h:head><h:body/></h:html>'
)


def missing() -> str:
    """Why JavaRosa cannot be asked here, or ''."""
    if importlib.util.find_spec("jpype") is None:
        return "jpype1 is not installed"
    if not _jar().is_file():
        return "the pyxform wheel here has no ODK_Validate.jar"
    return "" if shutil.which("java") or _has_jvm() else "there is no Java runtime"


def _has_jvm() -> bool:
    import jpype

    try:
        return bool(jpype.getDefaultJVMPath())
    except jpype.JVMNotFoundException:
        return False


def _jar() -> Path:
    found = importlib.util.find_spec("pyxform")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"


class JavaRosa:
    """The Java classes, started once for the whole test run (a JVM cannot be started twice in one process)."""

    def __init__(self) -> None:
        import jpype

        if not jpype.isJVMStarted():
            jpype.startJVM(classpath=[str(_jar())])
        self.class_of = jpype.JClass
        self.class_of("org.javarosa.core.util.JavaRosaCoreModule")().registerModule()
        self.class_of("org.javarosa.model.xform.XFormsModule")().registerModule()
        self.class_of("org.javarosa.core.services.PropertyManager").setPropertyManager(
            self.class_of("org.opendatakit.validate.StubPropertyManager")()
        )
        self.error = jpype.JException

    def form(self, xml: str) -> JavaRosaForm:
        """A form ready to be filled."""
        stream = self.class_of("java.io.ByteArrayInputStream")(xml.encode())
        definition = self.class_of("org.javarosa.xform.util.XFormUtils").getFormFromInputStream(stream)
        definition.initialize(True, self.class_of("org.javarosa.core.model.instance.InstanceInitializationFactory")())
        return JavaRosaForm(self, definition)

    def evaluate(self, expression: str, nodes: str = "<a/>", binds: str = "") -> Any:
        """The value of an expression over `/data/…`, as str, float or bool; ("error", …) when JavaRosa raises."""
        try:
            return self.form(SHELL % (nodes, binds)).evaluate(expression)
        except self.error as error:
            return ("error", str(error))


class JavaRosaForm:
    """One form being filled by JavaRosa."""

    def __init__(self, engine: JavaRosa, definition: Any) -> None:
        self._engine = engine
        self.definition = definition
        self.instance = definition.getMainInstance()
        self._context = definition.getEvaluationContext()

    def _reference(self, path: str) -> Any:
        return self._engine.class_of("org.javarosa.model.xform.XPathReference").getPathExpr(path).getReference()

    def nodes(self, path: str) -> list[Any]:
        """The nodes of a path, relevant or not."""
        return [self.instance.resolveReference(reference) for reference in self._context.expandReference(self._reference(path))]

    def rows(self, path: str) -> int:
        """How many rows of a repeat there are."""
        return len(self._context.expandReference(self._reference(path)))

    def add_rows(self) -> None:
        """One row more in every repeat that can be added to now."""
        java = self._engine.class_of
        controller = java("org.javarosa.form.api.FormEntryController")(java("org.javarosa.form.api.FormEntryModel")(self.definition))
        added: set[str] = set()
        while (event := controller.stepToNextEvent()) != controller.EVENT_END_OF_FORM:
            repeat = str(controller.getModel().getFormIndex().getReference().genericize())
            if event == controller.EVENT_PROMPT_NEW_REPEAT and repeat not in added:
                added.add(repeat)
                controller.newRepeat()

    def set(self, node: Any, value: str | None) -> None:
        """Answer a question, None = take the answer away; everything that depends on it is evaluated."""
        parser = self._engine.class_of("org.javarosa.xform.util.XFormAnswerDataParser")
        data = None if value is None else parser.getAnswerData(value, node.getDataType(), None)
        self.definition.setValue(data, node.getRef(), True)

    def value(self, node: Any) -> str:
        """The text of a node."""
        data = node.getValue()
        return "" if data is None else str(data.uncast().getString())

    def relevant(self, node: Any) -> bool:
        """Whether a node and everything around it is relevant."""
        while node is not None:
            if not node.isRelevant():
                return False
            node = node.getParent()
        return True

    def evaluate(self, expression: str) -> Any:
        """The value of an expression from the top of the form."""
        context = self._engine.class_of("org.javarosa.core.model.condition.EvaluationContext")(self._context, self.instance.getRoot().getRef())
        parsed = self._engine.class_of("org.javarosa.xpath.XPathParseTool").parseXPath(expression)
        return self._plain(self._engine.class_of("org.javarosa.xpath.expr.XPathFuncExpr").unpack(parsed.eval(self.instance, context)))

    def _plain(self, value: Any) -> Any:
        kind = type(value).__name__
        if "Boolean" in kind:
            return bool(value)
        if any(word in kind for word in ("Double", "Integer", "Long", "Float")):
            return math.nan if math.isnan(float(value)) else float(value)
        if "Date" in kind:
            return str(self._engine.class_of("org.javarosa.core.model.utils.DateUtils").formatDateTime(value, 1))
        return str(value)


@cache
def engine() -> JavaRosa:
    """The engine of this test run."""
    return JavaRosa()
