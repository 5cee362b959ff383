/* Amazon DynamoDB Streams: a service of its own on the wire, a part of DynamoDB by its permissions and its data. The
 * contents page.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
#include "emulator/core/service.h"
#include "emulator/services/dynamodb/dynamodb_asks.h"
#include "emulator/services/dynamodb/changes/dynamodb_streams.h"
#include "emulator/services/dynamodb/shapes/dynamodb_streams_shapes.h"
#include "emulator/wire/codecs.h"

static const struct operation operations[] = {
    { "ListStreams", &DdbListStreamsInput, &DdbListStreamsOutput, dynamodbstreams_list_streams, .asks = ddb_ask_table },
    { "DescribeStream", &DdbDescribeStreamInput, &DdbDescribeStreamOutput, dynamodbstreams_describe_stream,
      .asks = ddb_ask_stream },
    { "GetShardIterator", &DdbGetShardIteratorInput, &DdbGetShardIteratorOutput, dynamodbstreams_get_shard_iterator,
      .asks = ddb_ask_stream },
    { "GetRecords", &DdbGetRecordsInput, &DdbGetRecordsOutput, dynamodbstreams_get_records, .asks = ddb_ask_iterator },
    { 0 },
};

const struct service dynamodbstreams_service = {
    .name = "dynamodbstreams",
    .action_prefix = "dynamodb",
    .title = "Amazon DynamoDB Streams",
    .signing_name = "dynamodb",
    .target_prefix = "DynamoDBStreams_20120810",
    .error_namespace = "com.amazonaws.dynamodb.v20120810",
    .wire = WIRE_CRC32 | WIRE_LONG_ID,
    .codecs = CODECS(&aws_json_1_0),
    .head_bytes_max = 16 * 1024,
    .body_bytes_max = 1024 * 1024,
    .operations = operations,
};
