/* Key schemas and order-preserving keys; the format is told in the header.
 *
 * A packed schema is a row of  range (1 byte) | type (1 byte) | length of the name (2 bytes, high first) | name. */
#include "emulator/services/dynamodb/values/dynamodb_keys.h"

#include <assert.h>
#include <string.h>

#include "emulator/services/dynamodb/values/dynamodb_numbers.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"

struct span ddb_schema_pack(struct arena *a, const struct ddb_key_schema *schema)
{
    struct buf b = { 0 };
    struct span bytes;

    for (int i = 0; i < schema->count; i++) {
        const struct ddb_key_part *part = &schema->parts[i];
        buf_add_char(&b, part->range ? 1 : 0);
        buf_add_char(&b, part->type);
        buf_add_char(&b, (char)(part->name.size >> 8));
        buf_add_char(&b, (char)(part->name.size & 255));
        buf_add_span(&b, part->name);
    }
    bytes = arena_span(a, buf_span(&b));
    buf_release(&b);
    return bytes;
}

void ddb_schema_unpack(struct span bytes, struct ddb_key_schema *schema)
{
    *schema = (struct ddb_key_schema){ 0 };
    while (bytes.size >= 4 && schema->count < DDB_KEY_PARTS_MAX) {
        const unsigned char *head = (const unsigned char *)bytes.data;
        struct ddb_key_part *part = &schema->parts[schema->count++];
        size_t size = (size_t)head[0 + 2] << 8 | head[3];
        *part = (struct ddb_key_part){ span_sub(bytes, 4, size), (char)head[1], head[0] == 1 };
        if (!part->range) schema->hash_count++;
        bytes = span_sub(bytes, 4 + size, SIZE_MAX);
    }
}

const struct ddb_key_part *ddb_schema_part(const struct ddb_key_schema *schema, struct span name)
{
    for (int i = 0; i < schema->count; i++)
        if (span_eq(schema->parts[i].name, name)) return &schema->parts[i];
    return NULL;
}

bool ddb_key_value_fits(const struct ddb_key_part *part, const struct doc *value)
{
    enum ddb_type type = ddb_value_type(value);
    size_t size = ddb_value_size(value);

    if (type > DDB_B || *ddb_type_code(type) != part->type) return false;
    return size > 0 && size <= (part->range ? DDB_RANGE_KEY_BYTES_MAX : DDB_HASH_KEY_BYTES_MAX);
}

static void add_escaped(struct buf *key, struct span bytes)
{
    while (bytes.size) {
        size_t zero = span_find(bytes, '\0');
        buf_add(key, bytes.data, zero);
        if (zero == bytes.size) break;
        buf_add(key, "\0\xFF", 2);
        bytes = span_sub(bytes, zero + 1, SIZE_MAX);
    }
}

static void add_bytes(struct buf *key, const struct doc *value)
{
    struct arena scratch = { 0 };

    add_escaped(key, ddb_value_bytes(&scratch, value));
    arena_release(&scratch);
}

static void add_number(struct buf *key, struct span text)
{
    struct ddb_number n;
    unsigned char flip;

    if (ddb_number_parse(text, &n) != DDB_NUMBER_OK) return;
    buf_add_char(key, (char)(n.count == 0 ? 0x80 : n.negative ? 0x40 : 0xC0));
    if (n.count == 0) return;
    flip = n.negative ? 0xFF : 0;
    buf_add_char(key, (char)((unsigned char)(n.exponent - DDB_EXPONENT_MIN) ^ flip));
    for (int i = 0; i < n.count; i += 2) {
        int pair = n.digits[i] * 10 + (i + 1 < n.count ? n.digits[i + 1] : 0);
        buf_add_char(key, (char)((unsigned char)(pair + 1) ^ flip));
    }
    buf_add_char(key, (char)flip);
}

void ddb_key_add_value(struct buf *key, const struct doc *value)
{
    if (ddb_value_type(value) == DDB_N) {
        add_number(key, ddb_value_text(value));
        return;
    }
    add_bytes(key, value);
    buf_add(key, "\0\0", 2);
}

void ddb_key_add_prefix(struct buf *key, const struct doc *value)
{
    add_bytes(key, value);
}

/* FNV-1a, then a mix that spreads it over all 64 bits, since segments cut by the highest. */
static uint64_t hash_of(struct span bytes)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < bytes.size; i++) hash = (hash ^ (unsigned char)bytes.data[i]) * 1099511628211u;
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDu;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53u;
    return hash ^ hash >> 33;
}

static void put_hash(char *out, uint64_t hash)
{
    for (int i = 0; i < DDB_KEY_HASH_BYTES; i++) out[i] = (char)(hash >> (8 * (DDB_KEY_HASH_BYTES - 1 - i)));
}

void ddb_key_add_partition(struct buf *key, const struct ddb_key_schema *schema, const struct doc *const *values)
{
    size_t start = key->size;

    buf_add(key, "\0\0\0\0\0\0\0", DDB_KEY_HASH_BYTES);
    for (int i = 0; i < schema->hash_count; i++) ddb_key_add_value(key, values[i]);
    if (key->overflowed) return;
    put_hash(key->data + start, hash_of(span_sub(buf_span(key), start + DDB_KEY_HASH_BYTES, SIZE_MAX)));
}

bool ddb_key_of_item(const struct ddb_key_schema *schema, const struct doc *item, struct buf *key)
{
    const struct doc *values[DDB_KEY_PARTS_MAX];

    for (int i = 0; i < schema->count; i++) {
        values[i] = doc_get_span(item, schema->parts[i].name);
        if (!values[i] || !ddb_key_value_fits(&schema->parts[i], values[i])) return false;
    }
    ddb_key_add_partition(key, schema, values);
    for (int i = schema->hash_count; i < schema->count; i++) ddb_key_add_value(key, values[i]);
    return true;
}

bool ddb_index_key_of_item(const struct ddb_key_schema *index, struct span table_key, const struct doc *item,
                           struct buf *key)
{
    if (!ddb_key_of_item(index, item, key)) return false;
    buf_add_span(key, span_sub(table_key, DDB_KEY_HASH_BYTES, SIZE_MAX));
    return true;
}

void ddb_key_successor(struct buf *key)
{
    while (key->size && (unsigned char)key->data[key->size - 1] == 0xFF) key->size--;
    if (key->size) key->data[key->size - 1]++;
    else
        for (int i = 0; i <= DDB_KEY_HASH_BYTES; i++) buf_add_char(key, '\xFF');
}

struct span ddb_segment_start(struct arena *a, int64_t segment, int64_t total)
{
    char *start = arena_alloc(a, DDB_KEY_HASH_BYTES + 1);
    uint64_t width = UINT64_MAX / (uint64_t)total;

    assert(total > 0 && segment >= 0 && segment <= total);
    if (segment < total) {
        put_hash(start, width * (uint64_t)segment);
        return (struct span){ start, DDB_KEY_HASH_BYTES };
    }
    memset(start, 0xFF, DDB_KEY_HASH_BYTES + 1);
    return (struct span){ start, DDB_KEY_HASH_BYTES + 1 };
}
