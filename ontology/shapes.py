"""All SHACL shapes: the rules of shapes.ttl, and those that follow from the model.

Which datatype a column has, which codes it may hold, what stands at the two ends of a tie and which
kinds a class has are said once, in the ontology; so their shapes are written from the `Model`. The
result needs no ontology beside it: any SHACL processor can check an exported graph with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from ontology.model import NAMESPACE, CodeList, Column, Model, NodeLabel, Relationship, slug

SHAPES = "https://w3id.org/shequ/shapes#"
RULES_FILE = "shapes.ttl"

# Said more exactly in shapes.ttl.
_RULED = {"name", "alternative_names", "listed", "source", "kind", "qualifiers"}

_DATATYPES = {
    "string": ("xsd:string", "一段文字", "one text"),
    "integer": ("xsd:integer", "一个整数，不小于 0", "one whole number, 0 or more"),
    "double": ("xsd:double", "一个数", "one number"),
    "boolean": ("xsd:boolean", "true 或 false，不知道就不填", "true or false, nothing if unknown"),
    "partial_date": ("", "年、年月或年月日", "a year, a month or a day"),
}
_PARTIAL_DATE = (
    "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:gYear ] )"
)


def shapes_turtle(model: Model) -> str:
    """Every shape as one Turtle document: the file's, then those derived from `model`."""
    rules = files("ontology").joinpath(RULES_FILE).read_text(encoding="utf-8")
    return "\n".join([rules, *_columns(model), *_kinds(model), *_ends(model)])


def _iri(iri: str) -> str:
    return f"sq:{iri.removeprefix(NAMESPACE)}" if iri.startswith(NAMESPACE) else f"<{iri}>"


def _shape(name: str, target: str, constraint: str, zh: str, en: str) -> str:
    return f'shape:{name} {target} ; {constraint} ;\n    sh:message "{zh}"@zh, "{en}"@en .'


def _notations(code_list: CodeList) -> str:
    return " ".join(f'"{notation}"' for notation in code_list.codes)


# --- columns: datatype, code list, one value ------------------------------------------------------


def _columns(model: Model) -> Iterator[str]:
    columns: dict[str, Column] = {}
    tables = [label.columns for label in model.labels.values()]
    tables += [tie.columns for tie in model.relationships.values()]
    for table in tables:
        columns.update((column.name, column) for column in table)
    for column in columns.values():
        if column.name not in _RULED:
            yield _column(model, column)


def _column(model: Model, column: Column) -> str:
    datatype, zh, en = _DATATYPES[column.datatype]
    constraint = f"sh:datatype {datatype}" if datatype else _PARTIAL_DATE
    if column.datatype == "integer":
        constraint += " ; sh:minInclusive 0"
    if column.code_list is not None:
        code_list = model.code_lists[column.code_list]
        constraint = f"sh:in ( {_notations(code_list)} )"
        zh, en = f"代码表“{code_list.zh}”中的值", f"one value of {code_list.name}"
    if not column.many:
        constraint += " ; sh:maxCount 1"
    path = _iri(column.iri)
    target = f"a sh:PropertyShape ; sh:targetSubjectsOf {path} ; sh:path {path}"
    name = f"column-{slug(column.name)}"
    return _shape(name, target, constraint, f"“{column.zh}”应是{zh}。", f"{column.en}: {en}.")


# --- kinds: the codes that a node of a class may have as its kind ---------------------------------


def _kinds(model: Model) -> Iterator[str]:
    for label in model.labels.values():
        if label.kinds is None:
            continue
        code_list = model.code_lists[label.kinds]
        # A blank kind is unknown, so that a node of the label alone may lack one.
        yield _kind(slug(label.name), label.iri, list(code_list.codes), label, at_least=0)
        for code in code_list.codes.values():
            if code.class_iri is not None:
                within = [
                    kind
                    for kind, classes in model.kind_classes(label.name).items()
                    if code.class_iri in classes
                ]
                local = code.class_iri.removeprefix(NAMESPACE)
                yield _kind(slug(local), code.class_iri, within, label)


def _kind(
    name: str, class_iri: str, notations: list[str], label: NodeLabel, at_least: int = 1
) -> str:
    values = " ".join(f'"{notation}"' for notation in notations)
    return _shape(
        f"kind-{name}",
        f"a sh:PropertyShape ; sh:targetClass {_iri(class_iri)} ; sh:path sq:kind",
        f"sh:minCount {at_least} ; sh:maxCount 1 ; sh:in ( {values} )",
        f"{label.zh}的类别应与它的类一致：{'、'.join(notations)}。",
        f"The kind of this class: {', '.join(notations)}.",
    )


# --- ends: the classes at the two ends of a tie, as a direct property and as an n-ary node --------


def _ends(model: Model) -> Iterator[str]:
    for tie in model.relationships.values():
        path = _iri(tie.iri)
        for end, of in (("from", "sh:targetSubjectsOf"), ("to", "sh:targetObjectsOf")):
            yield _end(model, tie, end, f"{of} {path} ; sh:path rdf:type")
            if tie.tie_class is not None:
                path_of_tie = f"sh:path ( sq:{end} rdf:type )"
                target = f"sh:targetClass {_iri(tie.tie_class)} ; {path_of_tie}"
                yield _end(model, tie, end, target, "tie-")


def _end(model: Model, tie: Relationship, end: str, target: str, prefix: str = "") -> str:
    """One of the types is one of the classes.

    A choice of sh:class would say the same, and a processor would write a failure for each class
    that a node is not: half of its time.
    """
    labels = [model.labels[name] for name in (tie.from_labels if end == "from" else tie.to_labels)]
    classes = " ".join(_iri(label.iri) for label in labels)
    constraint = f"sh:qualifiedValueShape [ sh:in ( {classes} ) ] ; sh:qualifiedMinCount 1"
    if len(labels) == 1:
        constraint = f"sh:hasValue {classes}"
    zh = "、".join(label.zh for label in labels)
    en = ", ".join(label.name for label in labels)
    return _shape(
        f"{prefix}{tie.slug}-{end}",
        f"a sh:PropertyShape ; {target}",
        constraint,
        f"“{tie.zh}”的{'起点' if end == 'from' else '终点'}应是：{zh}。",
        f"{tie.type} {'starts at' if end == 'from' else 'ends at'}: {en}.",
    )
