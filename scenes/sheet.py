"""Rules that read YAML nodes: each gives a plain value, or tells what is wrong with it and in which line. Start at `fields`."""
import difflib

import yaml


class Sheet:
    """One file under reading: its problems, and the line of every value that it holds."""

    def __init__(self, file):
        self.file, self.problems, self.lines = file, [], {}

    def wrong(self, where, message):
        """`where` is a YAML node, or the path of a value; of a value that is not there, the line of what should hold it."""
        if isinstance(where, tuple):
            while where and where not in self.lines:
                where = where[:-1]
            line = self.lines.get(where, 1)
        else:
            line = where.start_mark.line + 1
        self.problems.append((line, message))

    def lines_out(self):
        return [f"{self.file}:{line}: {message}" for line, message in sorted(self.problems, key=lambda p: p[0])]


def told(path):
    """A value's path as words: person 1, expression 2: intensity."""
    words = []
    for part in path:
        if isinstance(part, int):
            words[-1] = {"people": "person", "expressions": "expression", "hands": "hand action", "occluders": "occluder"}.get(words[-1], words[-1]) + f" {part + 1}"
        else:
            words.append(part)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + ": " + words[-1]


def plain(node):
    try:
        return yaml.SafeLoader("").construct_object(node, deep=True)
    except yaml.YAMLError:
        return node.value


def nearest(value, names):
    close = difflib.get_close_matches(str(value), [str(n) for n in names], 1, .5)
    return f"did you mean {close[0]}?" if close else "write one of " + ", ".join(str(n) for n in names)


# A rule reads one node: it returns the plain value, or None after telling what is wrong.

def number(low, high, unit="", whole=False):
    def read(sheet, node, path):
        value = plain(node)
        if type(value) not in ((int,) if whole else (int, float)) or not low <= value <= high:
            mend = "write a whole number" if whole and type(value) is float else "write a number" if type(value) not in (int, float) else (
                f"write {high:g} or less" if value > high else f"write {low:g} or more")
            sheet.wrong(node, f"{told(path)} must be in [{low:g}, {high:g}]{' ' + unit if unit else ''}, got {value}; {mend}")
            return None
        return value
    return read


def one_of(names):
    def read(sheet, node, path):
        value = plain(node)
        if value not in names:
            sheet.wrong(node, f"{told(path)} must be a known name, got {value}; {nearest(value, names)}")
            return None
        return value
    return read


def several(rule, least=0, most=100, of="entries"):
    def read(sheet, node, path):
        if not isinstance(node, yaml.SequenceNode) or not least <= len(node.value) <= most:
            count = f"{least} {of}" if least == most else f"{least} to {most} {of}"
            got = f"{len(node.value)} {of}" if isinstance(node, yaml.SequenceNode) else plain(node)
            sheet.wrong(node, f"{told(path)} must be a list of {count}, got {got}; write [..., ...]")
            return None
        return [noted(rule, sheet, each, (*path, i)) for i, each in enumerate(node.value)]
    return read


def noted(rule, sheet, node, path):
    sheet.lines[path] = node.start_mark.line + 1
    return rule(sheet, node, path)


NEEDED = object()


def fields(examples=(), **rules):
    """A mapping of known names: name=(rule, default), where NEEDED as the default means that it must be there."""
    examples = dict(examples)
    rules = {name.replace("_", "-"): rule for name, rule in rules.items()}

    def read(sheet, node, path):
        if not isinstance(node, yaml.MappingNode):
            sheet.wrong(node, f"{told(path) if path else 'a script'} must be a mapping of names, got {plain(node)}; write name: value")
            return None
        result = {name: (default() if callable(default) else default) for name, (_, default) in rules.items() if default is not NEEDED}
        seen = set()
        for key, value in node.value:
            name = str(plain(key))
            if name not in rules:
                sheet.wrong(key, f"{told((*path, name))} is not a known name; {nearest(name, rules)}")
            elif name in seen:
                sheet.wrong(key, f"{told((*path, name))} stands twice; leave one out")
            else:
                result[name] = noted(rules[name][0], sheet, value, (*path, name))
            seen.add(name)
        for name in rules.keys() - seen:
            if rules[name][1] is NEEDED:
                sheet.wrong(node, f"{told((*path, name))} is missing; add {examples.get(name, name + ': ...')}")
                result[name] = None
        return result
    return read
