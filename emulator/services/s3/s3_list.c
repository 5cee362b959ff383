/* Rows stand by key, the newest version first. */
#include "emulator/services/s3/s3_list.h"

#include "emulator/base/digest.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_archive.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_names.h"
#include "emulator/services/s3/s3_walk.h"

#define PAGE_MAX    1000
#define OLDER_STEPS 16 /* so many older versions of a key are stepped over one by one */

/* --- what lists have in common ------------------------------------------------------------------------------------ */

/* AWS: as seen of each of these numbers; what is none within 32 bits is told by its parameter's name. */
int s3_list_number(struct call *c, const char *member, const char *parameter, const char *argument, int64_t otherwise,
                   int64_t *number)
{
    struct span text;

    *number = doc_get_int(c->in, member, otherwise);
    if (*number >= 0 && *number <= INT32_MAX) return 0;
    text = arena_format(&c->arena, "%lld", (long long)*number);
    if (*number > INT32_MAX || *number < INT32_MIN) return s3_list_refuse_number(c, parameter, text);
    return s3_raise_invalid_argument(
        c, argument, text,
        arena_printf(&c->arena, "Argument %s must be an integer between 0 and 2147483647", argument));
}

int s3_list_refuse_number(struct call *c, const char *parameter, struct span text)
{
    return s3_raise_invalid_argument(
        c, parameter, text, arena_printf(&c->arena, "Provided %s not an integer or within integer range", parameter));
}

int s3_list_page(struct call *c, const char *member, const char *parameter, const char *argument, int64_t *max)
{
    if (s3_list_number(c, member, parameter, argument, PAGE_MAX, max)) return -1;
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
    struct s3_walk walk; /* first: what walks knows its listing by it */
    struct s3_bucket bucket;
    bool is_encoded;
    bool with_versions; /* all of them, and markers */
    bool with_owner;
    bool with_restore; /* how restorations stand */

    struct doc *items, *markers, *prefixes;
    struct s3_object row;     /* that is looked at */
    struct span key;          /* of the row before it; absent: there was none */
    int older;                /* so many more of that key's rows were */
    bool is_newest;           /* of its key */
    struct span last_version; /* of what was shown last; absent: it is a prefix */
};

static struct listing *listing_of(struct s3_walk *w)
{
    return (struct listing *)w;
}

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

    s3_list_put(l->walk.c, d, "Key", o->key, l->is_encoded);
    doc_put_int(d, "LastModified", o->changed_ms);
    if (!o->is_marker) {
        doc_put_str(d, "ETag", s3_quoted(&l->walk.c->arena, o->etag));
        checksum_put(d, o);
        doc_put_int(d, "Size", o->size);
        doc_put_str(d, "StorageClass", o->storage_class.data ? o->storage_class : SPAN("STANDARD"));
        if (l->with_restore) s3_archive_list(l->walk.c, o, d);
    }
    if (l->with_versions) version_put(d, o, is_newest);
    else if (l->with_owner) s3_list_owner(d, "Owner", o->owner);
}

static void entry_put(struct s3_walk *w, struct span prefix)
{
    struct listing *l = listing_of(w);

    if (prefix.data) s3_list_put(w->c, doc_append_map(l->prefixes), "Prefix", prefix, l->is_encoded);
    else object_put(l, &l->row, l->is_newest);
    l->last_version = prefix.data ? (struct span){ NULL, 0 } : arena_span(&w->c->arena, s3_version_text(&l->row));
}

static struct rows *rows_open(struct s3_walk *w, struct span key, int64_t before_id)
{
    return s3_store_objects(w->c, listing_of(w)->bucket.id, key, before_id);
}

static bool row_next(struct s3_walk *w, struct rows *r, struct arena *a, struct span *key)
{
    struct listing *l = listing_of(w);

    if (!s3_store_object_next(r, a, &l->row)) return false;
    *key = l->row.key;
    return true;
}

/* The newest of a key comes first. */
static enum s3_look row_look(struct s3_walk *w)
{
    struct listing *l = listing_of(w);

    l->is_newest = !l->key.data || !span_eq(l->key, l->row.key);
    l->older = l->is_newest ? 0 : l->older + 1;
    if (l->is_newest) l->key = arena_span(&w->c->arena, l->row.key);
    if (l->with_versions) return S3_LOOK_SHOW;
    if (l->older > OLDER_STEPS) return S3_LOOK_LEAVE_KEY;
    return l->is_newest && !l->row.is_marker ? S3_LOOK_SHOW : S3_LOOK_PASS;
}

static const struct s3_walk_rows objects = { rows_open, row_next, row_look, entry_put, .all = INT64_MAX, .none = 0 };

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
    *l = (struct listing){ .walk = { .c = c, .rows = &objects } };
    if (s3_bucket_get(c, &l->bucket) || s3_list_encoding(c, &l->is_encoded) ||
        s3_list_page(c, "MaxKeys", "max-keys", "maxKeys", &l->walk.max) || optional_read(c, l))
        return -1;
    l->walk.rollup.prefix = doc_get_str(c->in, "Prefix");
    l->walk.rollup.delimiter = doc_get_str(c->in, "Delimiter");
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
    struct call *c = l->walk.c;

    doc_put_str(c->out, "Name", l->bucket.name);
    s3_list_put(c, c->out, "Prefix", l->walk.rollup.prefix.data ? l->walk.rollup.prefix : SPAN(""), l->is_encoded);
    if (l->walk.rollup.delimiter.size) s3_list_put(c, c->out, "Delimiter", l->walk.rollup.delimiter, l->is_encoded);
    doc_put_int(c->out, "MaxKeys", l->walk.max);
    put_present(c, "EncodingType");
    doc_put_bool(c->out, "IsTruncated", l->walk.is_truncated);
    if (doc_count(l->items)) doc_put(c->out, items, l->items);
    if (doc_count(l->markers)) doc_put(c->out, "DeleteMarkers", l->markers);
    if (doc_count(l->prefixes)) doc_put(c->out, "CommonPrefixes", l->prefixes);
}

/* --- the three ---------------------------------------------------------------------------------------------------- */

/* AWS: of its two ways of listing, the second is asked for by list-type=2, and by nothing else. */
static int type_check(struct call *c)
{
    struct span type;

    if (!c->caller || !http_query(c->caller, "list-type", &type)) return 0;
    return s3_raise_invalid_argument(c, "list-type", type, "Invalid List Type specified in Request");
}

int s3_list_objects(struct call *c)
{
    struct span marker = doc_get_str(c->in, "Marker");
    struct listing l;

    if (type_check(c) || begin(c, &l)) return -1;
    if (marker.size) l.walk.rollup.marker = marker;
    l.with_owner = true;
    s3_walk(&l.walk);
    answer(&l, "Contents");
    s3_list_put(c, c->out, "Marker", marker.data ? marker : SPAN(""), l.is_encoded);
    /* AWS: told with a delimiter alone; without one it is the last key. */
    if (l.walk.is_truncated && l.walk.rollup.delimiter.size)
        s3_list_put(c, c->out, "NextMarker", l.walk.last, l.is_encoded);
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
    l.walk.rollup.marker = after.data ? after : start.size ? start : after;
    l.with_owner = doc_get_bool(c->in, "FetchOwner", false);
    s3_walk(&l.walk);
    answer(&l, "Contents");
    doc_put_int(c->out, "KeyCount", l.walk.count);
    put_present(c, "ContinuationToken");
    if (start.size) s3_list_put(c, c->out, "StartAfter", start, l.is_encoded);
    if (l.walk.is_truncated) doc_put_str(c->out, "NextContinuationToken", base64_text(&c->arena, l.walk.last));
    return 0;
}

/* Of the marker's key only the versions behind the one that is named; without one, none. */
static int version_marker_read(struct listing *l, struct span key, struct span version)
{
    struct s3_object o;

    if (!version.data) return 0;
    if (!key.size)
        return s3_raise_invalid_argument(l->walk.c, "version-id-marker", version,
                                         "A version-id marker cannot be specified without a key marker.");
    if (!version.size)
        return s3_raise_invalid_argument(l->walk.c, "version-id-marker", version,
                                         "A version-id marker cannot be empty.");
    if (!s3_store_object_version(l->walk.c, l->bucket.id, key, version, &o)) return 0;
    l->walk.marker_row = o.id;
    l->key = key; /* its newest was shown */
    return 0;
}

int s3_list_object_versions(struct call *c)
{
    struct span key = doc_get_str(c->in, "KeyMarker"), version = doc_get_str(c->in, "VersionIdMarker");
    struct listing l;

    if (begin(c, &l) || version_marker_read(&l, key, version)) return -1;
    if (key.size) l.walk.rollup.marker = key;
    l.with_versions = true;
    s3_walk(&l.walk);
    answer(&l, "Versions");
    s3_list_put(c, c->out, "KeyMarker", key.data ? key : SPAN(""), l.is_encoded);
    doc_put_str(c->out, "VersionIdMarker", version.data ? version : SPAN(""));
    if (!l.walk.is_truncated) return 0;
    s3_list_put(c, c->out, "NextKeyMarker", l.walk.last, l.is_encoded);
    if (l.last_version.data) doc_put_str(c->out, "NextVersionIdMarker", l.last_version);
    return 0;
}
