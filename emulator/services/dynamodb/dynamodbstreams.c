/* Amazon DynamoDB Streams: a service of its own on the wire, a part of DynamoDB by its permissions and its data. The contents page.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
#include "emulator/core/service.h"
#include "emulator/services/dynamodb/changes/dynamodb_streams.h"
#include "emulator/services/dynamodb/shapes/dynamodb_streams_shapes.h"
#include "emulator/wire/codecs.h"

static const struct operation operations[] = {
    { "ListStreams", &DdbListStreamsInput, &DdbListStreamsOutput, dynamodbstreams_list_streams,
      .action = "dynamodb:ListStreams" },
    { "DescribeStream", &DdbDescribeStreamInput, &DdbDescribeStreamOutput, dynamodbstreams_describe_stream,
      .action = "dynamodb:DescribeStream" },
    { "GetShardIterator", &DdbGetShardIteratorInput, &DdbGetShardIteratorOutput, dynamodbstreams_get_shard_iterator,
      .action = "dynamodb:GetShardIterator" },
    { "GetRecords", &DdbGetRecordsInput, &DdbGetRecordsOutput, dynamodbstreams_get_records,
      .action = "dynamodb:GetRecords" },
    { 0 },
};

const struct service dynamodbstreams_service = {
    .name = "dynamodbstreams",
    .title = "Amazon DynamoDB Streams",
    .signing_name = "dynamodb",
    .target_prefix = "DynamoDBStreams_20120810",
    .error_namespace = "com.amazonaws.dynamodb.v20120810",
    .wire = WIRE_CRC32,
    .codecs = CODECS(&aws_json_1_0),
    .operations = operations,
};
