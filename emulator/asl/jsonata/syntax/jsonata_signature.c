/* A signature is a pattern over the kinds of the arguments: every parameter takes one argument of certain kinds, none
 * (`?`, and `-` where the context stands in) or several (`+`). Matching is greedy, and steps back where it must. */
#include "emulator/asl/jsonata/syntax/jsonata_signature.h"

#include <string.h>

enum {
    IS_STRING = 1,
    IS_NUMBER = 2,
    IS_BOOL = 4,
    IS_NULL = 8,
    IS_ARRAY = 16,
    IS_OBJECT = 32,
    IS_FUNCTION = 64,
    IS_MISSING = 128
};

#define IS_JSON (IS_STRING | IS_NUMBER | IS_BOOL | IS_NULL | IS_ARRAY | IS_OBJECT | IS_MISSING)
#define IS_ANY  (IS_JSON | IS_FUNCTION)

struct parameter {
    unsigned kinds;
    bool is_array; /* what is not an array is put into one */
    bool takes_context;
    char quantity; /* '\0', '?' or '+' */
    char item;     /* of an array: the kind's letter, '\0' for any */
};

#define PARAMETERS_MAX  16
#define MATCH_STEPS_MAX 100000

struct jsignature {
    struct parameter parameters[PARAMETERS_MAX];
    int count;
};

static unsigned kind_of(struct jval v)
{
    static const unsigned kinds[] = {
        [J_UNDEFINED] = IS_MISSING, [J_NULL] = IS_NULL,      [J_BOOL] = IS_BOOL,     [J_NUMBER] = IS_NUMBER,
        [J_STRING] = IS_STRING,     [J_ARRAY] = IS_ARRAY,    [J_OBJECT] = IS_OBJECT, [J_FUNCTION] = IS_FUNCTION,
        [J_TUPLE] = IS_OBJECT,      [J_THUNK] = IS_FUNCTION,
    };
    return kinds[v.kind];
}

static unsigned kind_of_letter(char c)
{
    static const char letters[] = "snblaof";
    const char *found = c ? strchr(letters, c) : NULL;

    return found ? 1u << (found - letters) : 0;
}

/* --- reading
 * ------------------------------------------------------------------------------------------------------- */

/* The index of the bracket that closes the one at `from`. */
static size_t closing(struct span text, size_t from, char open, char close)
{
    int depth = 0;

    for (size_t i = from; i < text.size; i++) {
        if (text.data[i] == open) depth++;
        if (text.data[i] == close && --depth == 0) return i;
    }
    return text.size;
}

static int wrong(struct jfault *fault, const char *code, struct span token)
{
    *fault = (struct jfault){ .code = code, .value = jstring(token) };
    return -1;
}

/* The parameter at *at, which moves past it. 0, 1 when there is none of this letter, -1 with *fault. */
static int read_parameter(struct span text, size_t *at, struct parameter *p, struct jfault *fault)
{
    char c = text.data[*at];
    size_t end;

    switch (c) {
    case 's':
    case 'n':
    case 'b':
    case 'l':
    case 'o': p->kinds = kind_of_letter(c) | IS_MISSING; return 0;
    case 'a':
        p->kinds = IS_ANY;
        p->is_array = true;
        return 0;
    case 'f': p->kinds = IS_FUNCTION; return 0;
    case 'j': p->kinds = IS_JSON; return 0;
    case 'x': p->kinds = IS_ANY; return 0;
    case '(':
        end = closing(text, *at, '(', ')');
        p->kinds = IS_MISSING;
        for (size_t i = *at + 1; i < end; i++) {
            if (text.data[i] == '<') return wrong(fault, "S0402", span_sub(text, *at + 1, end - *at - 1));
            p->kinds |= text.data[i] == 'j' ? IS_JSON : text.data[i] == 'x' ? IS_ANY : kind_of_letter(text.data[i]);
        }
        *at = end;
        return 0;
    default: return 1;
    }
}

/* What may follow a parameter. */
static int read_modifier(struct span text, size_t *at, struct parameter *p, struct jfault *fault)
{
    char c = text.data[*at];
    size_t end;

    if (c == '-') {
        p->takes_context = true;
        p->quantity = '?';
    } else if (c == '?' || c == '+') {
        p->quantity = c;
    } else if (c == '<') {
        if (!p->is_array && p->kinds != IS_FUNCTION) return wrong(fault, "S0401", span_sub(text, 0, *at));
        end = closing(text, *at, '<', '>');
        if (p->is_array && end > *at + 1) p->item = text.data[*at + 1];
        *at = end;
    }
    return 0;
}

struct jsignature *jsignature_new(struct arena *a, struct span text, struct jfault *fault)
{
    struct jsignature *s = ARENA_NEW(a, struct jsignature);
    int read;

    for (size_t at = 1; at + 1 < text.size && text.data[at] != ':'; at++) {
        if (s->count == PARAMETERS_MAX) break;
        read = read_parameter(text, &at, &s->parameters[s->count], fault);
        if (read == 0) s->count++;
        if (read == 1 && s->count) read = read_modifier(text, &at, &s->parameters[s->count - 1], fault);
        if (read < 0) return NULL;
    }
    return s;
}

/* --- checking
 * ------------------------------------------------------------------------------------------------------ */

/* How many arguments each parameter takes, or how far they fit. */
struct matching {
    const struct jsignature *signature;
    const struct jval *arguments;
    int count, parameters;
    bool is_whole; /* all arguments have to be taken */
    int steps;     /* tried so far: beyond MATCH_STEPS_MAX nothing matches */
    int taken[PARAMETERS_MAX];
};

static bool match(struct matching *m, int parameter, int argument)
{
    const struct parameter *p = &m->signature->parameters[parameter];
    int most = 0, least;

    if (++m->steps > MATCH_STEPS_MAX) return false;
    if (parameter == m->parameters) return !m->is_whole || argument == m->count;
    while (argument + most < m->count && kind_of(m->arguments[argument + most]) & p->kinds) {
        most++;
        if (p->quantity != '+') break;
    }
    least = p->quantity == '?' ? 0 : 1;
    for (int n = most; n >= least; n--) {
        m->taken[parameter] = n;
        if (match(m, parameter + 1, argument + n)) return true;
    }
    return false;
}

static struct jval *mismatch(struct matching *m, struct jfault *fault)
{
    int good = 0;

    m->is_whole = false;
    for (m->parameters = 1; m->parameters <= m->signature->count; m->parameters++) {
        if (!match(m, 0, 0)) break;
        good = 0;
        for (int i = 0; i < m->parameters; i++) good += m->taken[i];
    }
    *fault = (struct jfault){ .code = "T0410", .index = good + 1 };
    if (good < m->count) fault->value = m->arguments[good];
    return NULL;
}

static struct span plural(char item)
{
    static const struct {
        char letter;
        struct span words;
    } words[] = { { 'a', { "arrays", 6 } },  { 'b', { "booleans", 8 } }, { 'f', { "functions", 9 } },
                  { 'n', { "numbers", 7 } }, { 'o', { "objects", 7 } },  { 's', { "strings", 7 } } };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].letter == item) return words[i].words;
    return (struct span){ 0 };
}

/* Are the items of an array of the kind that is asked for? An argument that is no array counts as its own item. */
static bool items_fit(struct arena *a, struct jval argument, char item)
{
    unsigned kind = kind_of_letter(item);
    struct jval *items;

    if (argument.kind != J_ARRAY) return kind_of(argument) == kind;
    items = jarray_items(a, argument.array);
    for (uint32_t i = 0; i < argument.array->count; i++)
        if (kind_of(items[i]) != kind) return false;
    return true;
}

static int lay_out(struct arena *a, const struct parameter *p, struct jval argument, int index, struct jval *out,
                   struct jfault *fault)
{
    *out = argument;
    if (!p->is_array || argument.kind == J_UNDEFINED) return 0;
    if (p->item && !items_fit(a, argument, p->item)) {
        *fault = (struct jfault){ .code = "T0412", .value = argument, .index = index, .type = plural(p->item) };
        return -1;
    }
    if (argument.kind != J_ARRAY) {
        struct jarray *array = jarray_new(a, 1);
        jarray_push(a, array, argument);
        *out = jarray_value(array);
    }
    return 0;
}

struct jval *jsignature_check(struct arena *a, const struct jsignature *s, const struct jval *arguments, int count,
                              struct jval context, int *laid_out, struct jfault *fault)
{
    struct matching m = {
        .signature = s, .arguments = arguments, .count = count, .parameters = s->count, .is_whole = true
    };
    struct jval *out;
    int given = 0, argument = 0;

    if (!match(&m, 0, 0)) return mismatch(&m, fault);
    out = ARENA_ARRAY(a, struct jval, s->count + count + 1);
    for (int i = 0; i < s->count; i++) {
        const struct parameter *p = &s->parameters[i];
        if (m.taken[i] == 0 && p->takes_context) {
            if (!(kind_of(context) & p->kinds)) {
                *fault = (struct jfault){ .code = "T0411", .value = context, .index = argument + 1 };
                return NULL;
            }
            out[given++] = context;
        } else if (m.taken[i] == 0) {
            out[given++] = argument < count ? arguments[argument] : jundefined();
            argument++;
        }
        for (int n = 0; n < m.taken[i]; n++, argument++)
            if (lay_out(a, p, arguments[argument], argument + 1, &out[given++], fault)) return NULL;
    }
    *laid_out = given;
    return out;
}
