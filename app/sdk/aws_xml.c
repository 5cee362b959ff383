/* Finding elements in the XML answers of AWS's Query protocol. */
#include "app/sdk/aws_xml.h"

#include <stdlib.h>
#include <string.h>

/* The place behind "<name>" or "<name attribute…>"; NULL where there is none or it is empty ("<name/>"). */
static const char *xml_open(const char *xml, const char *name)
{
    size_t length = strlen(name);

    while ((xml = strchr(xml, '<'))) {
        const char *end;

        xml++;
        if (strncmp(xml, name, length) || !strchr("> \t\r\n/", xml[length])) continue;
        end = strchr(xml, '>');
        if (!end || end[-1] == '/') return NULL;
        return end + 1;
    }
    return NULL;
}

/* Appends the code point in UTF-8. */
static void xml_put_code_point(struct text *out, unsigned long code)
{
    unsigned char bytes[4];
    size_t length;

    if (code < 0x80) {
        bytes[0] = (unsigned char)code, length = 1;
    } else if (code < 0x800) {
        bytes[0] = (unsigned char)(0xc0 | code >> 6), length = 2;
    } else if (code < 0x10000) {
        bytes[0] = (unsigned char)(0xe0 | code >> 12), length = 3;
    } else {
        bytes[0] = (unsigned char)(0xf0 | (code >> 18 & 7)), length = 4;
    }
    for (size_t i = 1; i < length; i++) bytes[i] = (unsigned char)(0x80 | (code >> 6 * (length - 1 - i) & 0x3f));
    text_append(out, bytes, length);
}

/* Resolves the entity at `xml` ("&…"), appends it and returns its length; an unknown one stands for itself. */
static size_t xml_put_entity(const char *xml, struct text *out)
{
    static const struct {
        const char *entity;
        const char *text;
    } known[] = { { "&lt;", "<" }, { "&gt;", ">" }, { "&amp;", "&" }, { "&quot;", "\"" }, { "&apos;", "'" } };
    size_t i, length;

    for (i = 0; i < sizeof known / sizeof *known; i++) {
        length = strlen(known[i].entity);
        if (!strncmp(xml, known[i].entity, length)) {
            text_put(out, known[i].text);
            return length;
        }
    }
    length = strcspn(xml, ";<");
    if (xml[1] == '#' && xml[length] == ';' && length < 12) {
        bool is_hexadecimal = xml[2] == 'x';

        xml_put_code_point(out, strtoul(xml + (is_hexadecimal ? 3 : 2), NULL, is_hexadecimal ? 16 : 10));
        return length + 1;
    }
    text_append(out, xml, 1);
    return 1;
}

bool aws_xml_text(const char *xml, const char *name, struct text *out)
{
    xml = xml_open(xml, name);
    if (!xml) return false;
    while (*xml && *xml != '<') {
        size_t length = strcspn(xml, "<&");

        text_append(out, xml, length);
        xml += length;
        if (*xml == '&') xml += xml_put_entity(xml, out);
    }
    return !out->overflow;
}

const char *aws_xml_after(const char *xml, const char *name)
{
    size_t length = strlen(name);

    while ((xml = strstr(xml, "</"))) {
        xml += 2;
        if (!strncmp(xml, name, length) && xml[length] == '>') return xml + length + 1;
    }
    return NULL;
}
