/* Shapes, from the leaves up. Keys and images are documents, as they are in the store. */
#include "emulator/services/dynamodb/shapes/dynamodb_streams_shapes.h"

#include <stddef.h>

#define STRUCTURE_OF(name) \
    static const struct shape name = { .type = T_STRUCTURE, .members = name##_members, .java_name = #name }

static const struct shape StreamArn = STRING_OF(37, 1024);
static const struct shape ShardId = STRING_OF(28, 65);
static const struct shape SequenceNumber = STRING_OF(21, 40);
static const struct shape Iterator = STRING_OF(1, 2048);
static const struct shape PageLimit = INTEGER_OF(1, 100);
static const struct shape RecordLimit = INTEGER_OF(1, 1000);
static const struct shape TableName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 3, .max = 255, .pattern = "[a-zA-Z0-9_.-]+"
};
static const char *const iterator_types[] = { "AFTER_SEQUENCE_NUMBER", "LATEST", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON",
                                              NULL };
static const struct shape IteratorType = ENUM_OF(iterator_types);
static const char *const filter_types[] = { "CHILD_SHARDS", NULL };
static const struct shape FilterType = ENUM_OF(filter_types);

static const struct member ListStreamsInput_members[] = {
    { "TableName", &TableName },
    { "Limit", &PageLimit },
    { "ExclusiveStartStreamArn", &StreamArn },
    { 0 },
};
const struct shape DdbListStreamsInput = STRUCTURE(ListStreamsInput_members);

static const struct member Stream_members[] = {
    { "StreamArn", &String },
    { "TableName", &String },
    { "StreamLabel", &String },
    { 0 },
};
STRUCTURE_OF(Stream);
static const struct shape Streams = LIST_OF(&Stream);
static const struct member ListStreamsOutput_members[] = {
    { "Streams", &Streams },
    { "LastEvaluatedStreamArn", &String },
    { 0 },
};
const struct shape DdbListStreamsOutput = STRUCTURE(ListStreamsOutput_members);

static const struct member ShardFilter_members[] = {
    { "Type", &FilterType },
    { "ShardId", &ShardId },
    { 0 },
};
STRUCTURE_OF(ShardFilter);
static const struct member DescribeStreamInput_members[] = {
    { "StreamArn", &StreamArn, REQUIRED },
    { "Limit", &PageLimit },
    { "ExclusiveStartShardId", &ShardId },
    { "ShardFilter", &ShardFilter },
    { 0 },
};
const struct shape DdbDescribeStreamInput = STRUCTURE(DescribeStreamInput_members);

static const struct member Range_members[] = {
    { "StartingSequenceNumber", &String },
    { "EndingSequenceNumber", &String },
    { 0 },
};
STRUCTURE_OF(Range);
static const struct member Shard_members[] = {
    { "ShardId", &String },
    { "SequenceNumberRange", &Range },
    { "ParentShardId", &String },
    { 0 },
};
STRUCTURE_OF(Shard);
static const struct shape Shards = LIST_OF(&Shard);
static const struct member StreamDescription_members[] = {
    { "StreamArn", &String },
    { "StreamLabel", &String },
    { "StreamStatus", &String },
    { "StreamViewType", &String },
    { "CreationRequestDateTime", &Timestamp },
    { "TableName", &String },
    { "KeySchema", &Document },
    { "Shards", &Shards },
    { "LastEvaluatedShardId", &String },
    { 0 },
};
STRUCTURE_OF(StreamDescription);
static const struct member DescribeStreamOutput_members[] = { { "StreamDescription", &StreamDescription }, { 0 } };
const struct shape DdbDescribeStreamOutput = STRUCTURE(DescribeStreamOutput_members);

static const struct member GetShardIteratorInput_members[] = {
    { "StreamArn", &StreamArn, REQUIRED },
    { "ShardId", &ShardId, REQUIRED },
    { "ShardIteratorType", &IteratorType, REQUIRED },
    { "SequenceNumber", &SequenceNumber },
    { 0 },
};
const struct shape DdbGetShardIteratorInput = STRUCTURE(GetShardIteratorInput_members);
static const struct member GetShardIteratorOutput_members[] = { { "ShardIterator", &String }, { 0 } };
const struct shape DdbGetShardIteratorOutput = STRUCTURE(GetShardIteratorOutput_members);

static const struct member GetRecordsInput_members[] = {
    { "ShardIterator", &Iterator, REQUIRED },
    { "Limit", &RecordLimit },
    { 0 },
};
const struct shape DdbGetRecordsInput = STRUCTURE(GetRecordsInput_members);

static const struct member Change_members[] = {
    { "ApproximateCreationDateTime", &Timestamp },
    { "Keys", &Document },
    { "NewImage", &Document },
    { "OldImage", &Document },
    { "SequenceNumber", &String },
    { "SizeBytes", &Long },
    { "StreamViewType", &String },
    { 0 },
};
STRUCTURE_OF(Change);
static const struct member Identity_members[] = {
    { "PrincipalId", &String },
    { "Type", &String },
    { 0 },
};
STRUCTURE_OF(Identity);
static const struct member Record_members[] = {
    { "eventID", &String },   { "eventName", &String }, { "eventVersion", &String },   { "eventSource", &String },
    { "awsRegion", &String }, { "dynamodb", &Change },  { "userIdentity", &Identity }, { 0 },
};
STRUCTURE_OF(Record);
static const struct shape Records = LIST_OF(&Record);
static const struct member GetRecordsOutput_members[] = {
    { "Records", &Records },
    { "NextShardIterator", &String },
    { 0 },
};
const struct shape DdbGetRecordsOutput = STRUCTURE(GetRecordsOutput_members);
