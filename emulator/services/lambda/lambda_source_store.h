/* Event source mappings in the database. */
#ifndef NUBE_LAMBDA_SOURCE_STORE_H
#define NUBE_LAMBDA_SOURCE_STORE_H

#include "emulator/core/call.h"
#include "emulator/pollers/stream_batch.h"
#include "emulator/store/db.h"

extern const char lambda_source_schema[], lambda_source_positions_schema[];

struct lambda_source {
    int64_t id;
    struct span uuid, account, region;
    struct span function, qualifier; /* its name; the qualifier is empty where there is none */
    struct span arn;                 /* of the source */
    struct span endpoint;            /* by which its maker reached Nube */
    bool is_enabled;
    struct doc *config; /* members as answers have them: BatchSize, FilterCriteria … */
    struct doc *tags;   /* or NULL */
    struct span result; /* LastProcessingResult; absent: it is not told */
    int64_t modified_ms;
};

/* The ARN of the mapping's function, with its qualifier where it has one. */
struct span lambda_source_function_arn(struct arena *a, const struct lambda_source *s);

/* Fills in the id. */
void lambda_source_insert(struct call *c, struct lambda_source *s);
void lambda_source_update(struct call *c, const struct lambda_source *s);
void lambda_source_delete(struct call *c, int64_t id);

/* In the arena. False: there is none. */
bool lambda_source_find(struct db *db, struct arena *a, struct span account, struct span region, struct span uuid,
                        struct lambda_source *s);

/* Those behind an id in an account and region, or all there are, in order; read with lambda_source_read. */
struct rows *lambda_sources_after(struct db *db, struct span account, struct span region, int64_t after);
struct rows *lambda_sources_all(struct db *db);
void lambda_source_read(struct rows *r, struct arena *a, struct lambda_source *s);

/* Of a stream's mapping, where each of its lanes is: so many rows. Read; replaced; one moved on, if it is there
 * still in that edition. */
int lambda_source_positions(struct db *db, struct arena *a, int64_t id, struct stream_position *positions);
void lambda_source_positions_put(struct call *c, int64_t id, const struct stream_position *positions, int lanes);
bool lambda_source_position_update(struct call *c, int64_t id, int lane, const struct stream_position *position);

/* LastProcessingResult, where it is another one. */
void lambda_source_result_update(struct call *c, int64_t id, const char *result);

#endif
