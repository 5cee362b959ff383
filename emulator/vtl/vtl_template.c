/* Blocks: text with references and directives in it.
 *
 * A directive swallows the blanks and the line's end behind it, #set also the blanks before it where no other text is
 * before them. What looks like a directive and is none is text, and so is a macro's call: see vtl.h. */
#include "emulator/vtl/vtl_reader.h"

enum directive {
    UNKNOWN,
    IF,
    ELSEIF,
    ELSE,
    END,
    SET,
    FOREACH,
    BREAK,
    STOP,
    DEFINE,
    MACRO,
    LITERAL,
    PARSE,
    INCLUDE,
    END_OF_TEXT, /* these two only tell how a block ended, as do ELSEIF, ELSE and END */
    FAILED
};

static const char *const names[] = { "",      "if",   "elseif", "else",  "end",     "set",   "foreach",
                                     "break", "stop", "define", "macro", "literal", "parse", "include" };

struct block {
    struct vtl_node *first, **end;
};

static enum directive read_block(struct vtl_reader *r, struct block *b);

static void add(struct block *b, struct vtl_node *n)
{
    *b->end = n;
    b->end = &n->next;
}

static void add_text(struct vtl_reader *r, struct block *b, struct span text)
{
    struct vtl_node *n;

    if (!text.size) return;
    n = vtl_node_new(r, VTL_TEXT);
    n->text = text;
    add(b, n);
}

/* The text from `start` up to here. */
static void add_from(struct vtl_reader *r, struct block *b, size_t start)
{
    add_text(r, b, span_sub(r->text, start, r->at - start));
}

/* A block within another, up to what ends it. NULL where there is nothing in it, or an error. */
static struct vtl_node *read_inner(struct vtl_reader *r, enum directive *how)
{
    struct block b = { .end = &b.first };

    *how = FAILED;
    if (++r->depth > VTL_DEPTH_MAX) return vtl_fail(r, "nested too deep");
    *how = read_block(r, &b);
    r->depth--;
    return b.first;
}

static bool expect_end(struct vtl_reader *r, enum directive how)
{
    if (how == END || how == FAILED) return how == END;
    return vtl_fail(r, how == END_OF_TEXT ? "#end is missing" : "#else and #elseif are not allowed here");
}

static bool read_body(struct vtl_reader *r, struct vtl_node **body)
{
    enum directive how;

    *body = read_inner(r, &how);
    return expect_end(r, how);
}

/* --- what directives have in parentheses -------------------------------------------------------------------------- */

static bool open(struct vtl_reader *r)
{
    vtl_skip_space(r);
    return vtl_take(r, '(') || vtl_fail(r, "a parenthesis was expected");
}

static bool close(struct vtl_reader *r)
{
    vtl_skip_space(r);
    if (!vtl_take(r, ')')) return vtl_fail(r, "a parenthesis is not closed");
    vtl_skip_line_end(r);
    return true;
}

/* The reference that a directive is about. */
static struct vtl_node *read_target(struct vtl_reader *r)
{
    vtl_skip_space(r);
    if (vtl_peek(r, 0) == '$' && vtl_is_reference(r, 0)) return vtl_read_reference(r);
    return vtl_fail(r, "a reference was expected");
}

static bool is_word(char c)
{
    return vtl_is_name_start(c) || c == '@' || (c >= '0' && c <= '9');
}

/* A directive's name, or a word among a macro's arguments; 0 when there is none. */
static size_t word_size(const struct vtl_reader *r, size_t ahead)
{
    size_t size = 0;

    if (!vtl_is_name_start(vtl_peek(r, ahead)) && vtl_peek(r, ahead) != '@') return 0;
    while (is_word(vtl_peek(r, ahead + size))) size++;
    return size;
}

/* The arguments of what is not run: values and words, commas between them or not. */
static bool skip_arguments(struct vtl_reader *r)
{
    if (!open(r)) return false;
    for (;;) {
        size_t word;

        vtl_skip_space(r);
        if (vtl_take(r, ',')) vtl_skip_space(r);
        if (vtl_peek(r, 0) == ')') return close(r);
        word = word_size(r, 0);
        if (word) r->at += word;
        else if (!vtl_read_value(r)) return false;
    }
}

static bool has_arguments(const struct vtl_reader *r)
{
    struct vtl_reader ahead = *r;

    vtl_skip_space(&ahead);
    return vtl_peek(&ahead, 0) == '(';
}

/* --- directives: each is read from behind its name ---------------------------------------------------------------- */

static struct vtl_node *read_set(struct vtl_reader *r, struct vtl_node *n)
{
    if (!open(r)) return NULL;
    n->left = read_target(r);
    if (!n->left) return NULL;
    vtl_skip_space(r);
    if (vtl_peek(r, 1) == '=' || !vtl_take(r, '=')) return vtl_fail(r, "= was expected");
    n->right = vtl_read_expression(r);
    return n->right && close(r) ? n : NULL;
}

static bool read_condition(struct vtl_reader *r, struct vtl_node *branch)
{
    if (!open(r)) return false;
    branch->left = vtl_read_expression(r);
    return branch->left && close(r);
}

static struct vtl_node *read_if(struct vtl_reader *r, struct vtl_node *n)
{
    struct vtl_node *branch = n;
    enum directive how = ELSEIF;

    while (how == ELSEIF) {
        if (branch != n || n->left) branch = branch->other = vtl_node_new(r, VTL_IF);
        if (!read_condition(r, branch)) return NULL;
        branch->right = read_inner(r, &how);
    }
    if (how == ELSE) {
        branch->other = vtl_node_new(r, VTL_IF);
        branch->other->right = read_inner(r, &how);
    }
    return expect_end(r, how) ? n : NULL;
}

static struct vtl_node *read_foreach(struct vtl_reader *r, struct vtl_node *n)
{
    struct vtl_node *each;

    if (!open(r)) return NULL;
    each = read_target(r);
    if (!each) return NULL;
    if (each->left) return vtl_fail(r, "#foreach takes a plain reference");
    n->text = each->text;
    vtl_skip_space(r);
    if (!(word_size(r, 0) == 2 && span_is(span_sub(r->text, r->at, 2), "in"))) return vtl_fail(r, "in was expected");
    r->at += 2;
    n->left = vtl_read_value(r);
    return n->left && close(r) && read_body(r, &n->right) ? n : NULL;
}

static struct vtl_node *read_define(struct vtl_reader *r, struct vtl_node *n)
{
    struct vtl_node *target;

    if (!open(r)) return NULL;
    target = read_target(r);
    if (!target) return NULL;
    if (target->left) return vtl_fail(r, "#define takes a plain reference");
    n->text = target->text;
    return close(r) && read_body(r, &n->right) ? n : NULL;
}

/* AWS: a macro is not kept, and so nothing knows it. */
static struct vtl_node *read_macro(struct vtl_reader *r, struct vtl_node *n)
{
    struct vtl_node *dropped;

    n->kind = VTL_TEXT;
    return skip_arguments(r) && read_body(r, &dropped) ? n : NULL;
}

/* The body as it is written. */
static struct vtl_node *read_literal(struct vtl_reader *r, struct vtl_node *n)
{
    struct vtl_node *dropped;
    size_t start, end;

    if (!skip_arguments(r)) return NULL;
    start = r->at;
    if (!read_body(r, &dropped)) return NULL;
    for (end = r->at - 1; r->text.data[end] != '#'; end--) continue; /* its #end's */
    n->kind = VTL_TEXT;
    n->text = span_sub(r->text, start, end - start);
    return n;
}

static struct vtl_node *read_unknown(struct vtl_reader *r, struct vtl_node *n, size_t start, bool has_body)
{
    struct vtl_node *dropped;

    if (has_arguments(r) && (!skip_arguments(r) || (has_body && !read_body(r, &dropped)))) return NULL;
    n->kind = VTL_TEXT;
    n->text = span_sub(r->text, start, r->at - start);
    return n;
}

static struct vtl_node *read_plain(struct vtl_reader *r, struct vtl_node *n, enum vtl_kind kind)
{
    if (has_arguments(r)) return vtl_fail(r, "the directive takes no arguments");
    n->kind = kind;
    return n;
}

/* The directive at `#`, and how long that and its name are; UNKNOWN with 0 when there is no name. #set needs its
 * parenthesis at once. */
static enum directive directive_at(const struct vtl_reader *r, size_t ahead, size_t *size)
{
    bool is_braced = vtl_peek(r, ahead + 1) == '{';
    size_t start = ahead + 1 + is_braced, word = word_size(r, start);
    struct span name = span_sub(r->text, r->at + start, word);

    *size = 0;
    if (!word || (is_braced && vtl_peek(r, start + word) != '}')) return UNKNOWN;
    *size = 1 + word + 2 * is_braced;
    for (enum directive d = IF; d <= INCLUDE; d++)
        if (span_is(name, names[d])) return d;
    return UNKNOWN;
}

static bool is_set(const struct vtl_reader *r, size_t ahead)
{
    size_t size;

    if (directive_at(r, ahead, &size) != SET) return false;
    for (ahead += size; vtl_peek(r, ahead) == ' ';) ahead++;
    return vtl_peek(r, ahead) == '(';
}

static struct vtl_node *read_directive(struct vtl_reader *r, enum directive which, size_t size)
{
    struct vtl_node *n = vtl_node_new(r, VTL_TEXT);
    bool has_body = vtl_peek(r, 1) == '@';
    size_t start = r->at;

    if (which == SET && !is_set(r, 0)) which = UNKNOWN;
    r->at += size;
    switch (which) {
    case IF: n->kind = VTL_IF; return read_if(r, n);
    case SET: n->kind = VTL_SET; return read_set(r, n);
    case FOREACH: n->kind = VTL_FOREACH; return read_foreach(r, n);
    case DEFINE: n->kind = VTL_DEFINE; return read_define(r, n);
    case BREAK: return read_plain(r, n, VTL_BREAK);
    case STOP: return read_plain(r, n, VTL_STOP);
    case MACRO: return read_macro(r, n);
    case LITERAL: return read_literal(r, n);
    case PARSE:
    case INCLUDE: return vtl_fail(r, "#parse and #include are not supported");
    default: return read_unknown(r, n, start, has_body);
    }
}

/* --- comments and text as it is ----------------------------------------------------------------------------------- */

static bool starts(const struct vtl_reader *r, const char *with)
{
    return span_starts(span_sub(r->text, r->at, strlen(with)), with);
}

/* From behind an opening mark to behind the closing one. */
static bool skip_to(struct vtl_reader *r, size_t opening, const char *closing)
{
    for (r->at += opening; !vtl_at_end(r); r->at++) {
        if (!starts(r, closing)) continue;
        r->at += strlen(closing);
        return true;
    }
    return vtl_fail(r, "a comment or a block of text is not closed");
}

static void skip_line(struct vtl_reader *r)
{
    while (!vtl_at_end(r) && vtl_peek(r, 0) != '\n' && vtl_peek(r, 0) != '\r') r->at++;
    vtl_skip_line_end(r);
}

/* ##…, #*…*#, #[[…]]#. False when it is none of these. */
static bool read_comment(struct vtl_reader *r, struct block *b)
{
    size_t start = r->at;

    if (starts(r, "##")) {
        skip_line(r);
    } else if (starts(r, "#*")) {
        skip_to(r, 2, "*#");
    } else if (starts(r, "#[[")) {
        if (skip_to(r, 3, "]]#")) add_text(r, b, span_sub(r->text, start + 3, r->at - start - 6));
    } else {
        return false;
    }
    return true;
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

/* `$` or `#` with nothing behind it that it could begin. AWS: as the last character it is an error. */
static void read_mark(struct vtl_reader *r, struct block *b)
{
    size_t start = r->at;

    r->at++;
    if (vtl_peek(r, 0) == '!' && r->text.data[start] == '$') r->at++;
    if (vtl_at_end(r) && !r->is_literal) vtl_fail(r, "the template ends where a reference or a directive was expected");
    add_from(r, b, start);
}

static void read_dollar(struct vtl_reader *r, struct block *b, size_t slashes)
{
    struct vtl_node *n;

    if (!vtl_is_reference(r, 0)) {
        read_mark(r, b);
        return;
    }
    n = vtl_read_reference(r);
    if (!n) return;
    n->slashes = (uint32_t)slashes / 2;
    n->is_escaped = slashes % 2;
    add(b, n);
}

/* Backslashes: they count before a reference and before the name of a directive, and are text anywhere else. */
static void read_slashes(struct vtl_reader *r, struct block *b)
{
    size_t start = r->at, count = 0, size = 0;
    enum directive which = UNKNOWN;

    while (vtl_peek(r, count) == '\\') count++;
    r->at += count;
    if (vtl_peek(r, 0) == '$' && vtl_is_reference(r, 0)) {
        read_dollar(r, b, count);
        return;
    }
    if (vtl_peek(r, 0) == '#') which = directive_at(r, 0, &size);
    if (count % 2) {
        r->at += size;
        add_from(r, b, which == UNKNOWN ? start : start + (count + 1) / 2);
    } else {
        add_from(r, b, which == UNKNOWN || which == SET ? start : start + count / 2);
    }
}

static void read_text(struct vtl_reader *r, struct block *b)
{
    size_t start = r->at;

    while (!vtl_at_end(r) && !strchr("$#\\", vtl_peek(r, 0))) r->at++;
    if (r->at == start) r->at++; /* a NUL, which strchr finds */
    add_from(r, b, start);
}

/* Before #set with nothing but blanks before it. */
static void skip_before_set(struct vtl_reader *r)
{
    size_t blanks = 0;

    while (vtl_peek(r, blanks) == ' ' || vtl_peek(r, blanks) == '\t') blanks++;
    if (blanks && vtl_peek(r, blanks) == '#' && is_set(r, blanks)) r->at += blanks;
}

/* What is at `#`; tells when that ends the block. */
static enum directive read_hash(struct vtl_reader *r, struct block *b)
{
    size_t size;
    enum directive which;
    struct vtl_node *n;

    if (read_comment(r, b)) return UNKNOWN;
    which = directive_at(r, 0, &size);
    if (which == END || which == ELSE || which == ELSEIF) {
        r->at += size;
        if (which != ELSEIF) vtl_skip_line_end(r);
        return which;
    }
    if (!size) {
        read_mark(r, b);
        return UNKNOWN;
    }
    n = read_directive(r, which, size);
    if (n) add(b, n);
    return UNKNOWN;
}

static enum directive read_block(struct vtl_reader *r, struct block *b)
{
    while (!vtl_at_end(r)) {
        enum directive how = UNKNOWN;

        skip_before_set(r);
        if (vtl_peek(r, 0) == '#') how = read_hash(r, b);
        else if (vtl_peek(r, 0) == '$') read_dollar(r, b, 0);
        else if (vtl_peek(r, 0) == '\\') read_slashes(r, b);
        else read_text(r, b);
        if (r->reason) return FAILED;
        if (how != UNKNOWN) return how;
    }
    return END_OF_TEXT;
}

static struct vtl_node *read_whole(struct vtl_reader *r)
{
    struct block b = { .end = &b.first };
    enum directive how = read_block(r, &b);

    if (how != END_OF_TEXT && how != FAILED) vtl_fail(r, "#end, #else or #elseif without #if");
    return b.first;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

void vtl_place(struct span text, size_t at, struct vtl_error *error)
{
    error->line = error->column = 1;
    for (size_t i = 0; i < at && i < text.size; i++) {
        error->column++;
        if (text.data[i] != '\n') continue;
        error->line++;
        error->column = 1;
    }
}

const struct vtl *vtl_compile(struct arena *a, struct span text, struct vtl_error *error)
{
    struct vtl *t = ARENA_NEW(a, struct vtl);
    struct vtl_reader r = { .arena = a, .text = text, .names = doc_map(a), .whole = read_whole };

    t->text = text;
    t->names = r.names;
    if (text.size > VTL_TEMPLATE_BYTES_MAX) vtl_fail(&r, "the template is too large");
    else t->block = read_whole(&r);
    if (!r.reason) return t;
    vtl_place(text, r.error_at, error);
    error->reason = r.reason;
    return NULL;
}

bool vtl_mentions(const struct vtl *template, const char *name)
{
    return doc_get(template->names, name);
}
