/* Streams: of a table, and the operations of the service that reads them. */
#ifndef NUBE_DYNAMODB_STREAMS_H
#define NUBE_DYNAMODB_STREAMS_H

#include "emulator/core/chore.h"
#include "emulator/services/dynamodb/store/dynamodb_store.h"

/* Checks a StreamSpecification: NULL or the text of a ValidationException. */
const char *ddb_stream_check(const struct doc *specification, bool is_new_table);

/* Makes the table's stream, or ends it, and says so in its description. 0, or -1 with the fault. */
int ddb_stream_update(struct call *c, int64_t space, struct doc *description, const struct doc *specification);

/* The table goes, its stream stays for a day. */
void ddb_stream_of_deleted(struct call *c, int64_t stream);

/* Deletes records that are a day old, and streams and shards that ended a day ago. */
chore_step ddb_trim_step;

int dynamodbstreams_list_streams(struct call *c);
int dynamodbstreams_describe_stream(struct call *c);
int dynamodbstreams_get_shard_iterator(struct call *c);
int dynamodbstreams_get_records(struct call *c);

#endif
