/* A part ends at CRLF, two hyphens and the boundary. The buffer holds all that comes before the file, and then a window
 * of the file that is larger than that by far; as much of it is given as cannot be the beginning of the end. */
#include "emulator/wire/multipart_form.h"

#include <string.h>

#define WINDOW_BYTES   ((size_t)64 * 1024)
#define BOUNDARY_MAX   70 /* RFC 2046 */
#define HEAD_LINES_MAX 32

struct reader {
    struct source *body;
    char *buffer;
    size_t from, filled, room;
    size_t taken, taken_max; /* before the file: bytes that were passed */
    struct span mark;        /* "\r\n--boundary" */
};

/* --- the buffer --------------------------------------------------------------------------------------------------- */

static struct span buffered(const struct reader *r)
{
    return (struct span){ r->buffer + r->from, r->filled - r->from };
}

static void pass(struct reader *r, size_t size)
{
    r->from += size;
    r->taken += size;
}

/* More bytes behind those that are there: false at the end, at a break, or when the buffer is full. */
static bool fill(struct reader *r)
{
    ssize_t got;

    if (r->from) memmove(r->buffer, r->buffer + r->from, r->filled - r->from);
    r->filled -= r->from;
    r->from = 0;
    if (r->filled == r->room) return false;
    got = source_read(r->body, r->buffer + r->filled, r->room - r->filled);
    if (got > 0) r->filled += (size_t)got;
    return got > 0;
}

static bool has(struct reader *r, size_t size)
{
    while (r->filled - r->from < size)
        if (!fill(r)) return false;
    return true;
}

/* Where `text` begins. Its first byte is seldom found in vain, so this is quicker than memmem by far. */
static const char *text_find(struct span there, struct span text)
{
    const char *at = there.data, *end = there.data + there.size;

    while ((size_t)(end - at) >= text.size) {
        at = memchr(at, text.data[0], (size_t)(end - at) - text.size + 1);
        if (!at || memcmp(at, text.data, text.size) == 0) return at;
        at++;
    }
    return NULL;
}

/* Where `text` begins, from the buffer's front; SIZE_MAX: it does not come, or not within the buffer. */
static size_t await(struct reader *r, struct span text)
{
    size_t looked = 0;

    for (;;) {
        struct span there = buffered(r);
        const char *found = there.size > looked ? text_find(span_sub(there, looked, SIZE_MAX), text) : NULL;
        if (found) return (size_t)(found - there.data);
        if (there.size >= text.size) looked = there.size - text.size + 1;
        if (!fill(r)) return SIZE_MAX;
    }
}

/* --- headers ------------------------------------------------------------------------------------------------------ */

/* A parameter's value: a token, or quoted, where a backslash stands before a quote that is meant. */
static struct span value_take(struct arena *a, struct span *rest)
{
    char *out;
    size_t size = 0, i = 1;

    if (!rest->size || rest->data[0] != '"') {
        struct span token = span_sub(*rest, 0, span_find(*rest, ';'));
        *rest = span_sub(*rest, token.size, SIZE_MAX);
        return span_trim(token);
    }
    out = arena_alloc(a, rest->size + 1);
    for (; i < rest->size && rest->data[i] != '"'; i++) {
        if (rest->data[i] == '\\' && i + 1 < rest->size && rest->data[i + 1] == '"') i++;
        out[size++] = rest->data[i];
    }
    *rest = span_sub(*rest, i + 1, SIZE_MAX);
    return (struct span){ out, size };
}

/* The parameter of that name behind "form-data;" or "multipart/form-data;". Absent when there is none. */
static struct span parameter(struct arena *a, struct span text, const char *name)
{
    struct span rest = span_sub(text, span_find(text, ';') + 1, SIZE_MAX);

    while (rest.size) {
        size_t equals = span_find(rest, '='), semicolon = span_find(rest, ';');
        struct span key = span_trim(span_sub(rest, 0, equals < semicolon ? equals : semicolon)), value;
        rest = span_sub(rest, (equals < semicolon ? equals : semicolon) + 1, SIZE_MAX);
        if (equals > semicolon) continue;
        value = value_take(a, &rest);
        rest = span_sub(rest, span_find(rest, ';') + 1, SIZE_MAX);
        if (span_is_nocase(key, name)) return value.data ? value : SPAN("");
    }
    return (struct span){ NULL, 0 };
}

static bool is_type(struct span text, const char *type)
{
    return span_is_nocase(span_trim(span_sub(text, 0, span_find(text, ';'))), type);
}

bool multipart_is_form(struct arena *a, struct span content_type, struct span *boundary)
{
    *boundary = (struct span){ NULL, 0 };
    if (!is_type(content_type, "multipart/form-data")) return false;
    *boundary = parameter(a, content_type, "boundary");
    if (!boundary->size || boundary->size > BOUNDARY_MAX) *boundary = (struct span){ NULL, 0 };
    return true;
}

/* What a part says of itself. */
struct head {
    struct span name, filename, content_type;
};

static void head_add(struct arena *a, struct head *head, struct span line)
{
    size_t colon = span_find(line, ':');
    struct span name = span_trim(span_sub(line, 0, colon)), value = span_trim(span_sub(line, colon + 1, SIZE_MAX));

    if (span_is_nocase(name, "Content-Type")) head->content_type = arena_span(a, value);
    if (!span_is_nocase(name, "Content-Disposition") || !is_type(value, "form-data")) return;
    head->name = arena_span(a, parameter(a, value, "name"));
    head->filename = parameter(a, value, "filename");
    if (head->filename.data) head->filename = arena_span(a, head->filename);
}

/* Up to the empty line. */
static bool head_read(struct arena *a, struct reader *r, struct head *head)
{
    *head = (struct head){ { NULL, 0 } };
    for (int lines = 0; lines < HEAD_LINES_MAX; lines++) {
        size_t size = await(r, SPAN("\r\n"));
        if (size == SIZE_MAX) return false;
        if (size) head_add(a, head, span_sub(buffered(r), 0, size));
        pass(r, size + 2);
        if (!size) return true;
    }
    return false;
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

/* Behind a boundary: another part's head comes, or "--", which ends the form. */
enum behind { ANOTHER, LAST, NEITHER };

static enum behind behind_boundary(struct reader *r)
{
    size_t size;

    if (has(r, 2) && span_starts(buffered(r), "--")) return LAST;
    size = await(r, SPAN("\r\n"));
    if (size == SIZE_MAX || span_trim(span_sub(buffered(r), 0, size)).size) return NEITHER;
    pass(r, size + 2);
    return ANOTHER;
}

/* The first one may stand at the very beginning; what comes before it is nobody's. */
static bool first_boundary(struct reader *r)
{
    size_t size;

    if (has(r, r->mark.size - 2) && span_eq(span_sub(buffered(r), 0, r->mark.size - 2), span_sub(r->mark, 2, SIZE_MAX)))
        return pass(r, r->mark.size - 2), true;
    size = await(r, r->mark);
    if (size == SIZE_MAX) return false;
    pass(r, size + r->mark.size);
    return true;
}

static bool field_read(struct arena *a, struct reader *r, struct span name, struct multipart_form *form)
{
    size_t size = await(r, r->mark);

    if (size == SIZE_MAX || !name.data) return false;
    form->fields[form->count++] = (struct multipart_field){ name, arena_span(a, span_sub(buffered(r), 0, size)) };
    pass(r, size + r->mark.size);
    return true;
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

struct file {
    struct source source;
    struct reader r;
    size_t sure; /* from the buffer's front: the file's, whatever comes */
    bool is_over, is_broken;
};

/* At the mark: it must be one, to its end. */
static ssize_t file_end(struct file *own)
{
    pass(&own->r, own->r.mark.size);
    own->is_over = behind_boundary(&own->r) != NEITHER;
    own->is_broken = !own->is_over;
    return own->is_over ? 0 : -1;
}

/* A mark may have begun at the end of what is buffered. */
static void file_look(struct file *own)
{
    struct span there = buffered(&own->r), mark = own->r.mark;
    const char *found = text_find(there, mark);

    if (found) own->sure = (size_t)(found - there.data);
    else own->sure = there.size < mark.size ? 0 : there.size - mark.size + 1;
}

/* Once there is nothing that is sure: 0 at the end, -1 at a break, and 1 when there is something now. */
static ssize_t file_go_on(struct file *own)
{
    struct span mark = own->r.mark;

    own->is_broken = !has(&own->r, mark.size);
    if (own->is_broken) return -1;
    if (span_eq(span_sub(buffered(&own->r), 0, mark.size), mark)) return file_end(own);
    file_look(own);
    return 1;
}

static ssize_t file_read(struct source *s, void *out, size_t room)
{
    struct file *own = (struct file *)s;
    ssize_t got;

    if (own->is_broken) return -1;
    if (own->is_over) return 0;
    if (!own->sure) file_look(own);
    if (!own->sure && (got = file_go_on(own)) <= 0) return got;
    if (room > own->sure) room = own->sure;
    memcpy(out, own->r.buffer + own->r.from, room);
    own->r.from += room;
    own->sure -= room;
    return (ssize_t)room;
}

static struct source *file_of(struct arena *a, const struct reader *r)
{
    struct file *own = ARENA_NEW(a, struct file);

    own->source = (struct source){ -1, file_read, NULL };
    own->r = *r;
    return &own->source;
}

/* --- the form ----------------------------------------------------------------------------------------------------- */

static enum multipart_outcome parts_read(struct arena *a, struct reader *r, const char *file_name,
                                         struct multipart_form *form)
{
    struct head head;

    if (!first_boundary(r)) return MULTIPART_MALFORMED;
    for (;;) {
        switch (behind_boundary(r)) {
        case LAST: return MULTIPART_NO_FILE;
        case NEITHER: return MULTIPART_MALFORMED;
        case ANOTHER: break;
        }
        if (!head_read(a, r, &head)) return MULTIPART_MALFORMED;
        if (head.name.data && span_is_nocase(head.name, file_name)) break;
        if (form->count == MULTIPART_FIELDS_MAX) return MULTIPART_TOO_LARGE;
        if (!field_read(a, r, head.name, form)) return MULTIPART_MALFORMED;
        if (r->taken > r->taken_max) return MULTIPART_TOO_LARGE;
    }
    form->filename = head.filename;
    form->content_type = head.content_type;
    return MULTIPART_FILE;
}

/* Until the file comes no more than the limit may be buffered: what does not end within it is too large. */
enum multipart_outcome multipart_read(struct arena *a, struct source *body, struct span boundary, const char *file_name,
                                      size_t bytes_max, struct multipart_form *form)
{
    struct reader r = { .body = body,
                        .room = bytes_max,
                        .taken_max = bytes_max,
                        .mark = arena_format(a, "\r\n--%.*s", SPAN_ARG(boundary)) };
    enum multipart_outcome outcome;

    *form = (struct multipart_form){ .fields = ARENA_ARRAY(a, struct multipart_field, MULTIPART_FIELDS_MAX) };
    r.buffer = arena_alloc(a, bytes_max > WINDOW_BYTES ? bytes_max : WINDOW_BYTES);
    outcome = parts_read(a, &r, file_name, form);
    if (outcome == MULTIPART_MALFORMED && r.filled - r.from == r.room) outcome = MULTIPART_TOO_LARGE;
    if (r.taken > bytes_max) outcome = MULTIPART_TOO_LARGE;
    if (outcome != MULTIPART_FILE) return outcome;
    r.room = bytes_max > WINDOW_BYTES ? bytes_max : WINDOW_BYTES;
    form->file = file_of(a, &r);
    return MULTIPART_FILE;
}

struct span multipart_field(const struct multipart_form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++)
        if (span_is_nocase(form->fields[i].name, name)) return form->fields[i].value;
    return (struct span){ NULL, 0 };
}
