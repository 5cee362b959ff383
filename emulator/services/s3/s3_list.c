/* One walk through the rows of a bucket, by key and the newest first. What is rolled up is not read: the walk goes on
 * behind it, so that a page costs what it shows, in a bucket of any size. */
#include "emulator/services/s3/s3_list.h"

#include "emulator/base/digest.h"
#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_archive.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_names.h"
#include "emulator/services/s3/s3_rollup.h"
#include "emulator/store/db.h"

#define PAGE_MAX    1000
#define OLDER_STEPS 16 /* so many older versions of a key are stepped over one by one */

/* --- what lists have in common ------------------------------------------------------------------------------------ */

static int max_read(struct call *c, const char *member, const char *parameter, int64_t *max)
{
    *max = doc_get_int(c->in, member, PAGE_MAX);
    if (*max < 0)
        return s3_raise_invalid_argument(c, parameter, arena_format(&c->arena, "%lld", (long long)*max),
                                         "Argument maxKeys must be an integer between 0 and 2147483647");
    if (*max > PAGE_MAX) *max = PAGE_MAX;
    return 0;
}

int s3_list_encoding(struct call *c, bool *is_encoded)
{
    struct span type = doc_get_str(c->in, "EncodingType");

    *is_encoded = type.data != NULL;
    if (!type.data || span_is(type, "url")) return 0;
    return s3_raise_invalid_argument(c, "encoding-type", type, "Invalid Encoding Method specified in Request");
}

void s3_list_put(struct call *c, struct doc *d, const char *member, struct span text, bool is_encoded)
{
    if (text.data) doc_put_str(d, member, is_encoded ? s3_list_encode(&c->arena, text) : text);
}

void s3_list_owner(struct doc *d, const char *member, struct span account)
{
    doc_put_str(doc_put_map(d, member), "ID", s3_canonical_id(doc_arena(d), account));
}

/* --- the walk ----------------------------------------------------------------------------------------------------- */

struct listing {
    struct call *c;
    struct s3_bucket bucket;
    struct s3_rollup rollup;
    bool is_encoded;
    bool with_versions; /* all of them, and markers */
    bool with_owner;
    bool with_restore; /* how restorations stand */
    int64_t max;
    int64_t before_id; /* with_versions: of the marker's key, only what is older */

    struct doc *items, *markers, *prefixes;
    int64_t count;
    bool is_truncated;
    struct span last;         /* the entry that was shown last */
    struct span last_version; /* its version; absent: it is a prefix */
};

static void version_put(struct doc *d, const struct s3_object *o, bool is_newest)
{
    doc_put_str(d, "VersionId", s3_version_text(o));
    doc_put_bool(d, "IsLatest", is_newest);
    s3_list_owner(d, "Owner", o->owner);
}

static void checksum_put(struct doc *d, const struct s3_object *o)
{
    const struct doc *type = doc_get(o->about, "ChecksumType");

    for (uint32_t i = 0; type && i < doc_count(o->about); i++) {
        struct span name = o->about->map.members[i].name;
        if (!span_starts(name, "Checksum") || span_is(name, "ChecksumType")) continue;
        doc_append_str(doc_put_list(d, "ChecksumAlgorithm"), span_sub(name, strlen("Checksum"), SIZE_MAX));
    }
    if (type) doc_put_str(d, "ChecksumType", doc_text(type));
}

static void object_put(struct listing *l, const struct s3_object *o, bool is_newest)
{
    struct doc *d = doc_append_map(o->is_marker ? l->markers : l->items);

    s3_list_put(l->c, d, "Key", o->key, l->is_encoded);
    doc_put_int(d, "LastModified", o->changed_ms);
    if (!o->is_marker) {
        doc_put_str(d, "ETag", s3_quoted(&l->c->arena, o->etag));
        checksum_put(d, o);
        doc_put_int(d, "Size", o->size);
        doc_put_str(d, "StorageClass", o->storage_class.data ? o->storage_class : SPAN("STANDARD"));
        if (l->with_restore) s3_archive_list(l->c, o, d);
    }
    if (l->with_versions) version_put(d, o, is_newest);
    else if (l->with_owner) s3_list_owner(d, "Owner", o->owner);
}

static void entry_put(struct listing *l, const struct s3_object *o, struct span prefix, bool is_newest)
{
    if (prefix.data) s3_list_put(l->c, doc_append_map(l->prefixes), "Prefix", prefix, l->is_encoded);
    else object_put(l, o, is_newest);
    l->last = arena_span(&l->c->arena, prefix.data ? prefix : o->key);
    l->last_version = prefix.data ? (struct span){ NULL, 0 } : arena_span(&l->c->arena, s3_version_text(o));
    l->count++;
}

/* Where a walk goes on: from a key, and before a row of it. */
struct step {
    struct span from;
    int64_t before_id;
    bool is_over;
    struct span key; /* of the row that was seen last; absent: none */
    int older;       /* so many more of its rows were */
};

static bool go_behind(struct listing *l, struct step *s, struct span prefix)
{
    s->from = s3_rollup_behind(&l->c->arena, prefix);
    s->before_id = INT64_MAX;
    return true;
}

/* Is the row the newest of its key? */
static bool step_to(struct listing *l, struct step *s, const struct s3_object *o)
{
    bool is_newest = !s->key.data || !span_eq(s->key, o->key);

    s->older = is_newest ? 0 : s->older + 1;
    if (is_newest) s->key = arena_span(&l->c->arena, o->key);
    return is_newest;
}

/* What to do with a row. True: the walk goes on elsewhere, or is over. */
static bool row_take(struct listing *l, struct step *s, const struct s3_object *o)
{
    static const struct span absent = { NULL, 0 };
    struct span entry;
    enum s3_entry kind = s3_rollup_entry(&l->rollup, o->key, &entry);
    bool is_newest = step_to(l, s, o);

    if (kind == S3_ENTRY_END) return s->is_over = true;
    if (kind == S3_ENTRY_SHOWN) return go_behind(l, s, entry);
    if (!l->with_versions && s->older > OLDER_STEPS) {
        s->from = s->key;
        s->before_id = 0;
        return true;
    }
    if (!l->with_versions && (!is_newest || o->is_marker)) return false;
    if (l->count == l->max) return l->is_truncated = s->is_over = true;
    entry_put(l, o, kind == S3_ENTRY_PREFIX ? entry : absent, is_newest);
    return kind == S3_ENTRY_PREFIX && go_behind(l, s, entry);
}

static void rows_take(struct listing *l, struct step *s)
{
    struct rows *r = s3_store_objects(l->c, l->bucket.id, s->from, s->before_id);
    struct arena row = { 0 };
    struct s3_object o;

    while (s3_store_object_next(r, &row, &o)) {
        if (row_take(l, s, &o)) {
            rows_close(r);
            arena_release(&row);
            return;
        }
        arena_reset(&row);
    }
    s->is_over = true;
    arena_release(&row);
}

static void walk(struct listing *l)
{
    struct step s = { .from = s3_rollup_start(&l->rollup), .before_id = INT64_MAX };
    bool is_at_marker = l->rollup.marker.data && span_eq(s.from, l->rollup.marker);

    if (is_at_marker) s.before_id = l->before_id;
    if (is_at_marker && l->before_id) s.key = l->rollup.marker; /* its newest was shown */
    while (l->max && !s.is_over) rows_take(l, &s);
}

/* What else an entry is to tell. There is one such thing. */
static int optional_read(struct call *c, struct listing *l)
{
    const struct doc *names = doc_get(c->in, "OptionalObjectAttributes");

    for (size_t i = 0; i < doc_count(names); i++) {
        struct span name = doc_chars(doc_at(names, i));
        if (!span_is(name, "RestoreStatus"))
            return s3_raise_invalid_argument(c, "x-amz-optional-object-attributes", name,
                                             "Invalid attribute name specified");
        l->with_restore = true;
    }
    return 0;
}

static int begin(struct call *c, struct listing *l)
{
    *l = (struct listing){ .c = c };
    if (s3_bucket_get(c, &l->bucket) || s3_list_encoding(c, &l->is_encoded) ||
        max_read(c, "MaxKeys", "max-keys", &l->max) || optional_read(c, l))
        return -1;
    l->rollup.prefix = doc_get_str(c->in, "Prefix");
    l->rollup.delimiter = doc_get_str(c->in, "Delimiter");
    l->items = doc_list(&c->arena);
    l->markers = doc_list(&c->arena);
    l->prefixes = doc_list(&c->arena);
    return 0;
}

static void put_present(struct call *c, const char *member)
{
    struct doc *value = doc_get(c->in, member);

    if (value) doc_put(c->out, member, value);
}

/* Of all three: what was asked, and what was found. */
static void answer(struct listing *l, const char *items)
{
    struct call *c = l->c;

    doc_put_str(c->out, "Name", l->bucket.name);
    s3_list_put(c, c->out, "Prefix", l->rollup.prefix.data ? l->rollup.prefix : SPAN(""), l->is_encoded);
    if (l->rollup.delimiter.size) s3_list_put(c, c->out, "Delimiter", l->rollup.delimiter, l->is_encoded);
    doc_put_int(c->out, "MaxKeys", l->max);
    put_present(c, "EncodingType");
    doc_put_bool(c->out, "IsTruncated", l->is_truncated);
    if (doc_count(l->items)) doc_put(c->out, items, l->items);
    if (doc_count(l->markers)) doc_put(c->out, "DeleteMarkers", l->markers);
    if (doc_count(l->prefixes)) doc_put(c->out, "CommonPrefixes", l->prefixes);
}

/* --- the three ---------------------------------------------------------------------------------------------------- */

int s3_list_objects(struct call *c)
{
    struct span marker = doc_get_str(c->in, "Marker");
    struct listing l;

    if (begin(c, &l)) return -1;
    if (marker.size) l.rollup.marker = marker;
    l.with_owner = true;
    walk(&l);
    answer(&l, "Contents");
    s3_list_put(c, c->out, "Marker", marker.data ? marker : SPAN(""), l.is_encoded);
    /* AWS: told with a delimiter alone; without one it is the last key. */
    if (l.is_truncated && l.rollup.delimiter.size) s3_list_put(c, c->out, "NextMarker", l.last, l.is_encoded);
    return 0;
}

static int token_read(struct call *c, struct span *after)
{
    struct span token = doc_get_str(c->in, "ContinuationToken");

    *after = (struct span){ NULL, 0 };
    if (!token.data) return 0;
    if (token.size && base64_decode(&c->arena, token, after) && span_is_utf8(*after)) return 0;
    return s3_raise_invalid_argument(c, "continuation-token", token, "The continuation token provided is incorrect");
}

int s3_list_objects_v2(struct call *c)
{
    struct span start = doc_get_str(c->in, "StartAfter"), after;
    struct listing l;

    if (token_read(c, &after) || begin(c, &l)) return -1;
    l.rollup.marker = after.data ? after : start.size ? start : after;
    l.with_owner = doc_get_bool(c->in, "FetchOwner", false);
    walk(&l);
    answer(&l, "Contents");
    doc_put_int(c->out, "KeyCount", l.count);
    put_present(c, "ContinuationToken");
    if (start.size) s3_list_put(c, c->out, "StartAfter", start, l.is_encoded);
    if (l.is_truncated) doc_put_str(c->out, "NextContinuationToken", base64_text(&c->arena, l.last));
    return 0;
}

/* Of the marker's key only the versions behind the one that is named; without one, none. */
static int version_marker_read(struct listing *l, struct span key, struct span version)
{
    struct s3_object o;

    if (!version.data) return 0;
    if (!key.size)
        return s3_raise_invalid_argument(l->c, "version-id-marker", version,
                                         "A version-id marker cannot be specified without a key marker.");
    if (!version.size)
        return s3_raise_invalid_argument(l->c, "version-id-marker", version, "A version-id marker cannot be empty.");
    if (s3_store_object_version(l->c, l->bucket.id, key, version, &o)) l->before_id = o.id;
    return 0;
}

int s3_list_object_versions(struct call *c)
{
    struct span key = doc_get_str(c->in, "KeyMarker"), version = doc_get_str(c->in, "VersionIdMarker");
    struct listing l;

    if (begin(c, &l) || version_marker_read(&l, key, version)) return -1;
    if (key.size) l.rollup.marker = key;
    l.with_versions = true;
    walk(&l);
    answer(&l, "Versions");
    s3_list_put(c, c->out, "KeyMarker", key.data ? key : SPAN(""), l.is_encoded);
    doc_put_str(c->out, "VersionIdMarker", version.data ? version : SPAN(""));
    if (!l.is_truncated) return 0;
    s3_list_put(c, c->out, "NextKeyMarker", l.last, l.is_encoded);
    if (l.last_version.data) doc_put_str(c->out, "NextVersionIdMarker", l.last_version);
    return 0;
}
