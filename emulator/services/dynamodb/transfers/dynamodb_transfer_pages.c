/* The text behind a token's hex: the kind, a bar, the place, and blanks up to its length. */
#include "emulator/services/dynamodb/transfers/dynamodb_transfer_pages.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"

#define TOKEN_BYTES_MIN 56
#define TOKEN_UNIT      8

struct span ddb_transfer_token(struct arena *a, const char *kind, struct span place)
{
    struct span text = arena_format(a, "%s|%.*s", kind, SPAN_ARG(place));
    size_t size =
        text.size < TOKEN_BYTES_MIN ? TOKEN_BYTES_MIN : (text.size + TOKEN_UNIT - 1) / TOKEN_UNIT * TOKEN_UNIT;
    char *padded = arena_alloc(a, size), *hex = arena_alloc(a, 2 * size + 1);

    memset(padded, ' ', size);
    memcpy(padded, text.data, text.size);
    hex_encode((const unsigned char *)padded, size, hex);
    return (struct span){ hex, 2 * size };
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool ddb_transfer_place(struct arena *a, const char *kind, struct span token, struct span *place)
{
    char *text = arena_alloc(a, token.size / 2 + 1);
    struct span rest = { text, token.size / 2 }, piece;

    if (token.size % 2) return false;
    for (size_t i = 0; i < rest.size; i++) {
        int high = digit_of(token.data[2 * i]), low = digit_of(token.data[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        text[i] = (char)(high * 16 + low);
    }
    if (!span_split(&rest, '|', &piece) || !span_is(piece, kind)) return false;
    *place = span_trim(rest);
    return place->size > 0;
}

int ddb_transfer_page_after(struct call *c, const char *kind, struct span *place)
{
    struct span token = doc_get_str(c->in, "NextToken");

    *place = (struct span){ NULL, 0 };
    if (!token.data || ddb_transfer_place(&c->arena, kind, token, place)) return 0;
    return fault(c, &fault_validation, "Invalid Request: Provided nextToken is invalid: %.*s", SPAN_ARG(token));
}

static int refuse_account(struct call *c)
{
    return fault(c, &fault_access_denied, "Access is denied");
}

int ddb_transfer_table(struct call *c, struct span arn, struct span *table_name)
{
    struct ddb_arn parsed;

    if (!ddb_arn_parse(arn, &parsed))
        return ddb_refuse(c, "One or more parameter values were invalid: tableArn is not a valid ARN");
    if (parsed.kind.data) return ddb_refuse(c, "Invalid Request: Table ARN is invalid.");
    if (!span_is(parsed.account, c->who.account)) return refuse_account(c);
    *table_name = parsed.table;
    return 0;
}

/* AWS: observed. Whose it is, is asked first; a table's name has three characters at least. */
int ddb_transfer_arn(struct call *c, struct span arn, const char *kind, struct span *table_name, struct span *id,
                     bool *is_here)
{
    struct ddb_arn parsed;
    bool is_arn = ddb_arn_parse(arn, &parsed);

    if (is_arn && !span_is(parsed.account, c->who.account)) return refuse_account(c);
    if (!is_arn || !span_is(parsed.kind, kind) || !parsed.id.size || parsed.table.size < 3)
        return fault(c, &fault_validation, "Invalid %c%s ARN", kind[0] - 'a' + 'A', kind + 1);
    *table_name = parsed.table;
    *id = parsed.id;
    *is_here = span_is(parsed.region, c->who.region);
    return 0;
}
