/* Tokens to a first tree, by the precedence of operators (Pratt's way): every token knows what it does at the start of
 * an operand (`prefix`) and behind one (`infix`). */
#include "emulator/asl/jsonata/syntax/jsonata_lexer.h"
#include "emulator/asl/jsonata/syntax/jsonata_regex.h"
#include "emulator/asl/jsonata/syntax/jsonata_signature.h"
#include "emulator/asl/jsonata/jsonata_stack.h"

struct parser {
    struct jlexer lexer;
    struct jtoken token; /* the one looked at */
    struct jfault *fault;
    int depth;
};

struct infix {
    const char *text;
    int power; /* how strongly it binds */
    enum jop op;
};

static const struct infix infixes[] = {
    { ".", 75 },
    { "[", 80 },
    { "{", 70 },
    { "(", 80 },
    { "@", 80 },
    { "#", 80 },
    { "?", 20 },
    { "+", 50, OP_ADD },
    { "-", 50, OP_SUBTRACT },
    { "*", 60, OP_MULTIPLY },
    { "/", 60, OP_DIVIDE },
    { "%", 60, OP_REMAINDER },
    { "=", 40, OP_EQUAL },
    { "<", 40, OP_LESS },
    { ">", 40, OP_GREATER },
    { "!=", 40, OP_UNEQUAL },
    { "<=", 40, OP_LESS_EQUAL },
    { ">=", 40, OP_GREATER_EQUAL },
    { "&", 50, OP_CONCAT },
    { "and", 30, OP_AND },
    { "or", 25, OP_OR },
    { "in", 40, OP_IN },
    { "^", 40 },
    { "~>", 40 },
    { "?:", 40 },
    { "??", 40 },
    { ":=", 10 },
};

#define PREFIX_POWER 70 /* of the minus sign */

static struct jnode *expression(struct parser *p, int power);

static struct jnode *fail(struct parser *p, const char *code, size_t position, struct span token)
{
    *p->fault = (struct jfault){
        .code = code, .position = (uint32_t)position, .has_position = true, .token = token, .has_token = token.data
    };
    return NULL;
}

static const struct infix *infix_of(const struct jtoken *token)
{
    if (token->kind != T_OPERATOR) return NULL;
    for (size_t i = 0; i < sizeof infixes / sizeof *infixes; i++)
        if (span_is(token->text, infixes[i].text)) return &infixes[i];
    return NULL;
}

static bool at(const struct parser *p, const char *operator)
{
    return p->token.kind == T_OPERATOR && span_is(p->token.text, operator);
}

/* Operators that may stand where they are of no use; the others are unknown. */
static bool is_known(const struct jtoken *token)
{
    static const char *const others[] = { "]", "}", ")", ",", ";", ":", "|", "**", ".." };

    if (infix_of(token)) return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (span_is(token->text, others[i])) return true;
    return false;
}

static int advance(struct parser *p, bool infix)
{
    if (jlexer_next(&p->lexer, infix, &p->token, p->fault)) return -1;
    if (p->token.kind != T_OPERATOR || is_known(&p->token)) return 0;
    fail(p, "S0204", p->token.position, p->token.text);
    return -1;
}

/* Past a token that has to be there. What follows is an operand's start unless `infix`. */
static int expect(struct parser *p, const char *operator, bool infix)
{
    bool is_end = p->token.kind == T_END;

    if (at(p, operator)) return advance(p, infix);
    fail(p, is_end ? "S0203" : "S0202", p->token.position, p->token.text);
    p->fault->value = jstring(span_of(operator));
    return -1;
}

static struct jnode *node_new(struct parser *p, enum jnode_kind kind, const struct jtoken *token)
{
    struct jnode *node = ARENA_NEW(p->lexer.arena, struct jnode);

    node->kind = kind;
    node->text = token->text;
    node->value = token->value;
    node->position = token->position;
    return node;
}

/* Expressions up to `close`, separated by `separator`. 0 or -1; `close` is passed, and an infix operator may follow. */
static int list(struct parser *p, struct jnode *node, const char *separator, const char *close)
{
    while (!at(p, close)) {
        struct jnode *item = expression(p, 0);
        if (!item) return -1;
        jnode_add(p->lexer.arena, node, item);
        if (!at(p, separator)) break;
        if (expect(p, separator, false)) return -1;
    }
    return expect(p, close, true);
}

/* --- at the start of an operand
 * ------------------------------------------------------------------------------------ */

static struct jnode *array_constructor(struct parser *p, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_ARRAY, token), *item, *range;

    while (!at(p, "]")) {
        if (!(item = expression(p, 0))) return NULL;
        if (at(p, "..")) {
            range = node_new(p, N_BINARY, &p->token);
            range->op = OP_RANGE;
            range->left = item;
            if (expect(p, "..", false) || !(range->right = expression(p, 0))) return NULL;
            item = range;
        }
        jnode_add(p->lexer.arena, node, item);
        if (!at(p, ",")) break;
        if (expect(p, ",", false)) return NULL;
    }
    return expect(p, "]", true) ? NULL : node;
}

/* Names and values in braces. */
static struct jnode *object_constructor(struct parser *p, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_OBJECT, token), *item;

    while (!at(p, "}")) {
        if (!(item = expression(p, 0)) || expect(p, ":", false)) return NULL;
        jnode_add(p->lexer.arena, node, item);
        if (!(item = expression(p, 0))) return NULL;
        jnode_add(p->lexer.arena, node, item);
        if (!at(p, ",")) break;
        if (expect(p, ",", false)) return NULL;
    }
    return expect(p, "}", true) ? NULL : node;
}

/* | where | what to change, what to remove | */
static struct jnode *transform(struct parser *p, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_TRANSFORM, token);

    if (!(node->left = expression(p, 0)) || expect(p, "|", false)) return NULL;
    if (!(node->right = expression(p, 0))) return NULL;
    if (at(p, ",")) {
        if (expect(p, ",", false) || !(node->other = expression(p, 0))) return NULL;
    }
    return expect(p, "|", true) ? NULL : node;
}

static struct jnode *block(struct parser *p, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_BLOCK, token);

    return list(p, node, ";", ")") ? NULL : node;
}

static struct jnode *negation(struct parser *p, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_NEGATE, token);

    return (node->left = expression(p, PREFIX_POWER)) ? node : NULL;
}

/* An operator where an operand starts. `token` is passed already, but what follows was not read yet. */
static struct jnode *operator_prefix(struct parser *p, const struct jtoken *token)
{
    static const struct {
        const char *text;
        struct jnode *(*parse)(struct parser *p, const struct jtoken *token);
    } openings[] = {
        { "(", block }, { "[", array_constructor }, { "{", object_constructor }, { "-", negation }, { "|", transform }
    };
    static const struct {
        const char *text;
        enum jnode_kind kind;
    } operands[] = { { "*", N_WILDCARD }, { "**", N_DESCENDANTS }, { "%", N_PARENT },
                     { "and", N_NAME },   { "or", N_NAME },        { "in", N_NAME } };

    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (span_is(token->text, openings[i].text)) return advance(p, false) ? NULL : openings[i].parse(p, token);
    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++)
        if (span_is(token->text, operands[i].text))
            return advance(p, true) ? NULL : node_new(p, operands[i].kind, token);
    return fail(p, "S0211", token->position, token->text);
}

static struct jnode *prefix(struct parser *p)
{
    static const enum jnode_kind kinds[] = {
        [T_NAME] = N_NAME,     [T_VARIABLE] = N_VARIABLE, [T_STRING] = N_STRING,
        [T_NUMBER] = N_NUMBER, [T_VALUE] = N_VALUE,       [T_REGEX] = N_REGEX,
    };
    struct jtoken token = p->token;
    struct jnode *node;

    if (token.kind == T_END) return fail(p, "S0207", token.position, token.text);
    if (token.kind == T_OPERATOR) return operator_prefix(p, &token);
    node = node_new(p, kinds[token.kind], &token);
    if (token.kind == T_REGEX &&
        !(node->regex = jregex_compile(p->lexer.arena, token.text, token.flags, token.position, p->fault)))
        return NULL;
    return advance(p, true) ? NULL : node;
}

/* --- behind an operand
 * --------------------------------------------------------------------------------------------- */

/* The text of a signature, from the `<` looked at to its end; what is looked at then is the body's brace. */
static int signature(struct parser *p, struct jnode *node)
{
    size_t start = p->lexer.at - 1, end;
    int depth = 1;

    while (depth > 0 && !at(p, "{") && p->token.kind != T_END) {
        if (advance(p, false)) return -1;
        if (at(p, ">")) depth--;
        if (at(p, "<")) depth++;
    }
    end = p->lexer.at;
    if (expect(p, ">", false)) return -1;
    node->signature = jsignature_new(p->lexer.arena, span_sub(p->lexer.text, start, end - start), p->fault);
    return node->signature ? 0 : -1;
}

static struct jnode *lambda(struct parser *p, struct jnode *node)
{
    for (uint32_t i = 0; i < node->count; i++) {
        if (node->list[i]->kind == N_VARIABLE) continue;
        fail(p, "S0208", node->list[i]->position, node->list[i]->text);
        p->fault->value = jnumber(i + 1);
        return NULL;
    }
    node->kind = N_LAMBDA;
    if (at(p, "<") && signature(p, node)) return NULL;
    if (expect(p, "{", false) || !(node->left = expression(p, 0)) || expect(p, "}", true)) return NULL;
    return node;
}

static struct jnode *call(struct parser *p, struct jnode *left, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_FUNCTION, token), *argument;

    node->left = left;
    while (!at(p, ")")) {
        if (at(p, "?")) {
            argument = node_new(p, N_PLACEHOLDER, &p->token);
            node->kind = N_PARTIAL;
            if (advance(p, true)) return NULL;
        } else if (!(argument = expression(p, 0))) {
            return NULL;
        }
        jnode_add(p->lexer.arena, node, argument);
        if (!at(p, ",")) break;
        if (expect(p, ",", false)) return NULL;
    }
    if (expect(p, ")", true)) return NULL;
    if (left->kind != N_NAME || !(span_is(left->text, "function") || span_is(left->text, "λ"))) return node;
    return lambda(p, node);
}

/* A predicate, or `[]`, which marks the step that the brackets behind an operand belong to. */
static struct jnode *filter(struct parser *p, struct jnode *left, const struct jtoken *token)
{
    struct jnode *node, *step = left;

    if (at(p, "]")) {
        while (step->kind == N_FILTER) step = step->left;
        step->keep_array = true;
        return expect(p, "]", true) ? NULL : left;
    }
    node = node_new(p, N_FILTER, token);
    node->left = left;
    if (!(node->right = expression(p, 0)) || expect(p, "]", true)) return NULL;
    return node;
}

static struct jnode *group(struct parser *p, struct jnode *left, const struct jtoken *token)
{
    struct jnode *node = object_constructor(p, token);

    if (!node) return NULL;
    node->kind = N_GROUP;
    node->left = left;
    return node;
}

static struct jnode *order(struct parser *p, struct jnode *left, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_ORDER, token);

    node->left = left;
    if (expect(p, "(", false)) return NULL;
    for (;;) {
        struct jnode *term = node_new(p, N_TERM, &p->token);
        term->is_descending = at(p, ">");
        if ((at(p, "<") || at(p, ">")) && advance(p, false)) return NULL;
        if (!(term->left = expression(p, 0))) return NULL;
        jnode_add(p->lexer.arena, node, term);
        if (!at(p, ",")) break;
        if (expect(p, ",", false)) return NULL;
    }
    return expect(p, ")", true) ? NULL : node;
}

static struct jnode *condition(struct parser *p, struct jnode *left, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_CONDITION, token);

    node->left = left;
    if (!(node->right = expression(p, 0))) return NULL;
    if (at(p, ":")) {
        if (expect(p, ":", false) || !(node->other = expression(p, 0))) return NULL;
    }
    return node;
}

/* a ?: b is a when that is true; a ?? b is a when that exists. */
static struct jnode *otherwise(struct parser *p, struct jnode *left, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_OTHERWISE, token);

    node->op = span_is(token->text, "?:") ? OP_OR : OP_EQUAL;
    node->left = left;
    return (node->other = expression(p, 0)) ? node : NULL;
}

static struct jnode *bind(struct parser *p, struct jnode *left, const struct jtoken *token)
{
    struct jnode *node = node_new(p, N_BIND, token);

    if (left->kind != N_VARIABLE) return fail(p, "S0212", left->position, left->text);
    node->left = left;
    return (node->right = expression(p, 9)) ? node : NULL; /* from the right */
}

/* items@$item, items#$position */
static struct jnode *binding(struct parser *p, struct jnode *left, const struct jtoken *token)
{
    struct jnode *node = node_new(p, span_is(token->text, "@") ? N_FOCUS : N_INDEX, token);

    node->left = left;
    if (!(node->right = expression(p, 80))) return NULL;
    if (node->right->kind != N_VARIABLE) return fail(p, "S0214", node->right->position, token->text);
    return node;
}

static struct jnode *binary(struct parser *p, struct jnode *left, const struct jtoken *token, const struct infix *infix)
{
    struct jnode *node = node_new(p, N_BINARY, token);

    node->op = infix->op;
    if (span_is(token->text, ".")) node->kind = N_DOT;
    if (span_is(token->text, "~>")) node->kind = N_APPLY;
    node->left = left;
    return (node->right = expression(p, infix->power)) ? node : NULL;
}

static struct jnode *infix_operator(struct parser *p, struct jnode *left, const struct infix *infix)
{
    static const struct {
        const char *text;
        struct jnode *(*parse)(struct parser *p, struct jnode *left, const struct jtoken *token);
    } others[] = {
        { "[", filter },     { "{", group },      { "(", call },  { "^", order },   { "?", condition },
        { "?:", otherwise }, { "??", otherwise }, { ":=", bind }, { "@", binding }, { "#", binding },
    };
    struct jtoken token = p->token;

    if (advance(p, false)) return NULL;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        /* cppcheck-suppress returnDanglingLifetime ; a node copies what it takes of its token */
        if (span_is(token.text, others[i].text)) return others[i].parse(p, left, &token);
    return binary(p, left, &token, infix);
}

/* --- expressions
 * --------------------------------------------------------------------------------------------------- */

static struct jnode *expression_here(struct parser *p, int power)
{
    struct jnode *left = prefix(p);
    const struct infix *infix;

    while (left && (infix = infix_of(&p->token)) && power < infix->power) left = infix_operator(p, left, infix);
    return left;
}

struct deeper {
    struct parser *p;
    int power;
    struct jnode *result;
};

static void expression_deeper(void *arg)
{
    struct deeper *d = arg;

    d->result = expression_here(d->p, d->power);
}

static struct jnode *expression(struct parser *p, int power)
{
    struct deeper d = { p, power, NULL };

    if (p->depth >= JPARSE_DEPTH_MAX) return fail(p, "U1001", p->token.position, (struct span){ 0 });
    p->depth++;
    if (!jstack_is_low()) {
        d.result = expression_here(p, power);
    } else if (!jstack_run(expression_deeper, &d)) {
        d.result = fail(p, "U1001", p->token.position, (struct span){ 0 });
    }
    p->depth--;
    return d.result;
}

struct jnode *jparse(struct arena *a, struct span text, struct jfault *fault)
{
    struct parser p = { .lexer = { .arena = a, .text = text }, .fault = fault };
    struct jnode *tree;

    if (advance(&p, false) || !(tree = expression(&p, 0))) return NULL;
    if (p.token.kind != T_END) return fail(&p, "S0201", p.token.position, p.token.text);
    return tree;
}
