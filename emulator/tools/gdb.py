"""How gdb shows Nube's two types that one always prints: spans and documents.

    gdb -x emulator/tools/gdb.py build/nube
    (gdb) print c->who.source_arn
    $1 = "arn:aws:sns:us-east-1:000000000000:orders"
    (gdb) print *c->in
    $2 = {QueueUrl: "http://…", DelaySeconds: 5}
"""
import gdb
import gdb.printing

SHOWN_MAX = 40  # items of a list or a map
DEPTH_MAX = 6


def span_text(span):
    return chars_text(span["data"], span["size"])


def chars_text(data, size):
    if int(data) == 0:
        return "absent"
    size = int(size)
    raw = bytes(data.cast(gdb.lookup_type("unsigned char").pointer())[i] for i in range(min(size, 400)))
    text = '"%s"' % raw.decode("utf-8", "backslashreplace")
    return text if size <= 400 else "%s… (%d bytes)" % (text, size)


class SpanPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return span_text(self.value)


def container_text(opening, closing, count, item):
    shown = [item(i) for i in range(min(count, SHOWN_MAX))]
    if count > SHOWN_MAX:
        shown.append("… (%d)" % count)
    return opening + ", ".join(shown) + closing


def doc_text(doc, depth=0):
    kind = str(doc["kind"]).replace("DOC_", "")
    if kind == "NULL":
        return "null"
    if kind == "BOOL":
        return "true" if doc["boolean"] else "false"
    if kind == "INT":
        return str(int(doc["integer"]))
    if kind in ("NUMBER", "JSON"):
        return chars_text(doc["text"]["chars"], doc["text"]["size"]).strip('"')
    if kind == "STRING":
        return chars_text(doc["text"]["chars"], doc["text"]["size"])
    if kind == "BLOB":
        return "blob " + chars_text(doc["text"]["chars"], doc["text"]["size"])
    if depth == DEPTH_MAX:
        return "…"
    if kind == "LIST":
        items = doc["list"]["many"] if int(doc["room"]) else doc["list"]["one"].address
        return container_text("[", "]", int(doc["list"]["count"]), lambda i: doc_text(items[i].dereference(), depth + 1))
    members = doc["map"]["members"]
    return container_text(
        "{", "}", int(doc["map"]["count"]),
        lambda i: "%s: %s" % (span_text(members[i]["name"]).strip('"'), doc_text(members[i]["value"].dereference(), depth + 1)))


class DocPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return doc_text(self.value)


printers = gdb.printing.RegexpCollectionPrettyPrinter("nube")
printers.add_printer("span", "^span$", SpanPrinter)
printers.add_printer("doc", "^doc$", DocPrinter)
gdb.printing.register_pretty_printer(None, printers, replace=True)
