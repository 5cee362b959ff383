/* A table of the kinds; an operation finds its row by its name without the verb. */
#include "emulator/services/s3/s3_settings.h"

#include "emulator/base/digest.h"
#include "emulator/core/service.h"
#include "emulator/services/s3/s3_cors.h"
#include "emulator/services/s3/s3_events.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_headers.h"
#include "emulator/services/s3/s3_lifecycle_rules.h"
#include "emulator/services/s3/s3_notification_rules.h"
#include "emulator/services/s3/s3_setting_rules.h"
#include "emulator/services/s3/s3_website_rules.h"

#define IDS_MAX  1000
#define PAGE_MAX 100

struct setting {
    const char *noun;                 /* of its operations: "BucketCors" of GetBucketCors; the beginning is enough */
    const char *kind;                 /* in the store */
    const char *body;                 /* the member of Put's input that is kept */
    const char *answer;               /* the member of Get's output that shows it; NULL: its members are the output's */
    const struct fault_kind *lacking; /* Get's fault where there is none; NULL: `fallback`, or an empty answer */
    const char *lacking_words;
    s3_setting_check *check;                                            /* NULL: the shape says all */
    struct doc *(*fallback)(struct call *c, const struct s3_bucket *b); /* shown where none was put; NULL: nothing */
    void (*follow)(struct call *c, const struct s3_bucket *b,
                   const struct doc *body); /* once it is kept; NULL: nothing */
    const char *telling; /* the one member without which the body says that there is to be none; NULL: it has none */
    bool has_ids;
    bool is_idle; /* kept and shown, without any effect */
};

/* --- what counts where nothing was set ---------------------------------------------------------------------------- */

static struct doc *encryption_fallback(struct call *c, const struct s3_bucket *b)
{
    struct doc *d = doc_map(&c->arena), *rule = doc_append_map(doc_put_list(d, "Rules"));

    (void)b;
    doc_put_cstr(doc_put_map(rule, "ApplyServerSideEncryptionByDefault"), "SSEAlgorithm", "AES256");
    doc_put_bool(rule, "BucketKeyEnabled", false);
    return d;
}

static struct doc *payment_fallback(struct call *c, const struct s3_bucket *b)
{
    struct doc *d = doc_map(&c->arena);

    (void)b;
    doc_put_cstr(d, "Payer", "BucketOwner");
    return d;
}

static struct doc *abac_fallback(struct call *c, const struct s3_bucket *b)
{
    struct doc *d = doc_map(&c->arena);

    (void)b;
    doc_put_cstr(d, "Status", "Disabled");
    return d;
}

static struct doc *lock_fallback(struct call *c, const struct s3_bucket *b)
{
    struct doc *d = doc_map(&c->arena);

    if (!b->has_lock) return NULL;
    doc_put_cstr(d, "ObjectLockEnabled", "Enabled");
    return d;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

#define CONFIGURATION "The specified configuration does not exist."

static const struct setting settings_known[] = {
    { "BucketTagging", "tagging", "Tagging", NULL, &s3_no_such_tag_set, "The TagSet does not exist", s3_check_tagging,
      .telling = "TagSet" },
    { "BucketCors", "cors", "CORSConfiguration", NULL, &s3_no_such_cors_configuration,
      "The CORS configuration does not exist", s3_check_cors },
    { "BucketLifecycle", "lifecycle", "LifecycleConfiguration", NULL, &s3_no_such_lifecycle_configuration,
      "The lifecycle configuration does not exist", s3_check_lifecycle },
    { "BucketWebsite", "website", "WebsiteConfiguration", NULL, &s3_no_such_website_configuration,
      "The specified bucket does not have a website configuration", s3_check_website },
    { "BucketEncryption", "encryption", "ServerSideEncryptionConfiguration", "ServerSideEncryptionConfiguration",
      .check = s3_check_encryption, .fallback = encryption_fallback },
    { "BucketOwnershipControls", "ownership", "OwnershipControls", "OwnershipControls",
      &s3_ownership_controls_not_found, "The bucket ownership controls were not found", s3_check_ownership },
    { "PublicAccessBlock", "public-access-block", "PublicAccessBlockConfiguration", "PublicAccessBlockConfiguration",
      &s3_no_such_public_access_block_configuration, "The public access block configuration was not found",
      s3_check_access_block },
    { "BucketAccelerateConfiguration", "accelerate", "AccelerateConfiguration", .check = s3_check_accelerate,
      .is_idle = true },
    { "BucketRequestPayment", "payment", "RequestPaymentConfiguration", .fallback = payment_fallback, .is_idle = true },
    { "BucketLogging", "logging", "BucketLoggingStatus", .check = s3_check_logging, .telling = "LoggingEnabled" },
    { "BucketNotificationConfiguration", "notification", "NotificationConfiguration", .check = s3_check_notification,
      .follow = s3_events_test },
    { "BucketReplication", "replication", "ReplicationConfiguration", "ReplicationConfiguration",
      &s3_replication_configuration_not_found, "The replication configuration was not found", s3_check_replication },
    { "ObjectLockConfiguration", "object-lock", "ObjectLockConfiguration", "ObjectLockConfiguration",
      &s3_object_lock_configuration_not_found, "Object Lock configuration does not exist for this bucket",
      s3_check_object_lock, lock_fallback },
    { "BucketAbac", "abac", "AbacStatus", "AbacStatus", .fallback = abac_fallback },
    { "BucketInventoryConfiguration", "inventory", "InventoryConfiguration", "InventoryConfiguration",
      &s3_no_such_configuration, CONFIGURATION, s3_check_inventory, .has_ids = true, .is_idle = true },
    { "BucketAnalyticsConfiguration", "analytics", "AnalyticsConfiguration", "AnalyticsConfiguration",
      &s3_no_such_configuration, CONFIGURATION, .has_ids = true, .is_idle = true },
    { "BucketMetricsConfiguration", "metrics", "MetricsConfiguration", "MetricsConfiguration",
      &s3_no_such_configuration, CONFIGURATION, .has_ids = true, .is_idle = true },
    { "BucketIntelligentTieringConfiguration", "tiering", "IntelligentTieringConfiguration",
      "IntelligentTieringConfiguration", &s3_no_such_configuration, CONFIGURATION, .has_ids = true, .is_idle = true },
};

/* "PutBucketCors" is about "BucketCors". */
static const struct setting *setting_of(const struct call *c)
{
    struct span noun = span_of(c->operation->name);
    size_t i = 0;

    while (noun.data[1] < 'A' || noun.data[1] > 'Z') noun = span_sub(noun, 1, SIZE_MAX);
    noun = span_sub(noun, 1, SIZE_MAX);
    while (!span_starts(noun, settings_known[i].noun)) i++; /* every row that comes here has one */
    return settings_known + i;
}

static struct span id_of(struct call *c, const struct setting *s)
{
    return s->has_ids ? doc_get_str(c->in, "Id") : SPAN("");
}

static int lacking(struct call *c, const struct setting *s, const struct s3_bucket *b)
{
    struct doc *extra = doc_map(&c->arena);

    if (s->has_ids) return fault(c, s->lacking, "%s", s->lacking_words);
    doc_put_str(extra, "BucketName", b->name);
    return fault_with(c, s->lacking, extra, "%s", s->lacking_words);
}

/* --- Put ---------------------------------------------------------------------------------------------------------- */

/* AWS: the id stands in the query and in the body, and is the same. */
static int check_id(struct call *c, const struct setting *s, const struct s3_bucket *b, const struct doc *body)
{
    struct span id = id_of(c, s);

    if (!s->has_ids) return 0;
    if (!span_eq(id, doc_get_str(body, "Id")) && span_is(SPAN("inventory"), s->kind))
        return fault(c, &s3_id_mismatch, "Document ID does not match the specified configuration ID.");
    if (!span_eq(id, doc_get_str(body, "Id"))) return s3_raise_malformed_xml(c);
    if (s3_store_setting(c, b->id, s->kind, id)) return 0;
    if (doc_count(s3_store_settings(c, b->id, s->kind, SPAN(""), IDS_MAX)) < IDS_MAX) return 0;
    return fault(c, &s3_too_many_configurations,
                 "You are attempting to create a new configuration but have already reached the 1,000-configuration "
                 "limit.");
}

int s3_put_setting(struct call *c)
{
    const struct setting *s = setting_of(c);
    struct doc *body = doc_get(c->in, s->body);
    struct s3_bucket b;

    if (s3_bucket_get(c, &b) || check_id(c, s, &b, body) || (s->check && s->check(c, &b, body))) return -1;
    if (s->telling && !doc_count(doc_get(body, s->telling))) s3_store_setting_delete(c, b.id, s->kind, id_of(c, s));
    else s3_store_setting_put(c, b.id, s->kind, id_of(c, s), body);
    if (s->follow) s->follow(c, &b, body);
    if (s->is_idle) s3_header(c, "x-nube-without-effect", span_of(s->kind));
    return 0;
}

/* --- Get, Delete, List -------------------------------------------------------------------------------------------- */

int s3_get_setting(struct call *c)
{
    const struct setting *s = setting_of(c);
    struct s3_bucket b;
    struct doc *d;

    if (s3_bucket_get(c, &b)) return -1;
    d = s3_store_setting(c, b.id, s->kind, id_of(c, s));
    if (!d && s->fallback) d = s->fallback(c, &b);
    if (!d && s->lacking) return lacking(c, s, &b);
    if (d && s->answer) doc_put(c->out, s->answer, d);
    else if (d) c->out = d;
    return 0;
}

int s3_delete_setting(struct call *c)
{
    const struct setting *s = setting_of(c);
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    if (!s3_store_setting_delete(c, b.id, s->kind, id_of(c, s)) && s->has_ids) return lacking(c, s, &b);
    return 0;
}

int s3_list_settings(struct call *c)
{
    const struct setting *s = setting_of(c);
    struct span token = doc_get_str(c->in, "ContinuationToken"), after = { NULL, 0 };
    struct doc *list, *all;
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    if (token.data && !base64_decode(&c->arena, token, &after))
        return s3_raise_invalid_argument(c, "continuation-token", token,
                                         "The continuation token provided is incorrect");
    all = s3_store_settings(c, b.id, s->kind, after, PAGE_MAX + 1);
    list = doc_list(&c->arena);
    for (size_t i = 0; i < doc_count(all) && i < PAGE_MAX; i++) doc_append(list, doc_at(all, i));
    if (doc_count(list)) doc_put(c->out, arena_printf(&c->arena, "%sList", s->answer), list);
    if (token.data) doc_put_str(c->out, "ContinuationToken", token);
    doc_put_bool(c->out, "IsTruncated", doc_count(all) > PAGE_MAX);
    if (doc_count(all) > PAGE_MAX)
        doc_put_str(c->out, "NextContinuationToken",
                    base64_text(&c->arena, doc_get_str(doc_at(list, PAGE_MAX - 1), "Id")));
    return 0;
}

/* --- a new bucket ------------------------------------------------------------------------------------------------- */

static void ownership_begin(struct call *c, const struct s3_bucket *b)
{
    struct span asked = doc_get_str(c->in, "ObjectOwnership");
    struct doc *d = doc_map(&c->arena);

    doc_put_str(doc_append_map(doc_put_list(d, "Rules")), "ObjectOwnership",
                asked.data ? asked : SPAN("BucketOwnerEnforced"));
    s3_store_setting_put(c, b->id, "ownership", SPAN(""), d);
}

static void access_block_begin(struct call *c, const struct s3_bucket *b)
{
    static const char *const names[] = { "BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy",
                                         "RestrictPublicBuckets" };
    struct doc *d = doc_map(&c->arena);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) doc_put_bool(d, names[i], true);
    s3_store_setting_put(c, b->id, "public-access-block", SPAN(""), d);
}

void s3_settings_begin(struct call *c, const struct s3_bucket *b)
{
    const struct doc *tags = doc_get(doc_get(c->in, "CreateBucketConfiguration"), "Tags");
    struct doc *d;

    ownership_begin(c, b);
    access_block_begin(c, b);
    if (!doc_count(tags)) return;
    d = doc_map(&c->arena);
    doc_put(d, "TagSet", doc_copy(&c->arena, tags));
    s3_store_setting_put(c, b->id, "tagging", SPAN(""), d);
}
