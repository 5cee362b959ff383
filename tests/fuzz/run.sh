#!/bin/sh
# Runs each fuzzer for FUZZ_SECONDS, from inputs made of tests/cases; what it finds is kept in BUILD/found. run.sh [NAME]…
set -u
build=${BUILD:-build/fuzz} seconds=${FUZZ_SECONDS:-20} failed=0 passed=0
mkdir -p "$build/found"

seeds() { # fuzzer, file, member
    folder=$build/corpus/$1/$(basename "$2" .json)_$3
    mkdir -p "$folder" && "$build/tests/fuzz/seeds" "tests/cases/$2" "$3" "$folder"
}

seeds json asl/definitions.json definition
seeds json_string wire/aws_json.json bytes
seeds form wire/aws_query.json bytes
seeds xml_read wire/rest_xml.json body
seeds uri_template wire/uri_templates.json path
seeds http_decode wire/aws_query.json bytes
seeds expression dynamodb/conditions.json condition
seeds expression dynamodb/updates.json update
seeds expression dynamodb/projections.json projection
seeds expression dynamodb/key_conditions.json key_condition
seeds partiql dynamodb/partiql.json Statement
seeds sns_filter sns/filters.json policy
seeds sns_filter sns/filter_errors.json policy
seeds pipes patterns/event_patterns.json pattern
seeds policy policy/documents.json document
seeds post_policy s3/post_policies.json policy
seeds s3_copy_source s3/copy_source.json header
seeds s3_policy s3/policies.json policy
seeds s3_acl s3/acl.json AccessControlPolicy
mkdir -p "$build/corpus/s3_acl"
printf 'public-read' >"$build/corpus/s3_acl/canned"
printf '\nid="dc907f9c5b73414f2e2c142d83d6677f70e8dc070a6e216651f00cf15fdef7a8"\nuri="http://acs.amazonaws.com/groups/global/AllUsers", emailAddress="a@b"\n\n' \
    >"$build/corpus/s3_acl/headers"
seeds jsonpath asl/jsonpath.json path
seeds intrinsics asl/intrinsics.json do
for file in tests/cases/vtl/*.json; do seeds vtl "${file#tests/cases/}" template; done
seeds vtl apigateway/templates.json template
seeds json_schema json_schema/messages.json schema
mkdir -p "$build/corpus/openapi"
cp tests/cases/apigateway/openapi/* "$build/corpus/openapi"
for file in tests/cases/jsonata/*.json; do seeds jsonata "${file#tests/cases/}" expr; done
seeds asl_definition asl/definitions.json definition
seeds asl_definition asl/executions.json definition
mkdir -p "$build/corpus/cbor"
printf '\277fString\177aabbb\377gInteger\030\030dTime\301\373A\324\327\373\363\210\000\000dBlobC\000\001\377dList\237\365\366\371<\000\377\377' >"$build/corpus/cbor/kinds"
for one in signature times number asl_trial mock_config; do mkdir -p "$build/corpus/$one"; done
printf 'AWS4-HMAC-SHA256 Credential=K/20150830/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0\n/a/../b//c%%2F?x=1&y' \
    >"$build/corpus/signature/header"
printf '\n/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20150830T000000Z&X-Amz-Credential=K%%2F20150830%%2Fr%%2Fs%%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=0' >"$build/corpus/signature/query"
mkdir -p "$build/corpus/app_readers"
printf '0[profile  a]\nregion = x ; y\n[services a]\ns3 =\n  endpoint_url = http://h\n' >"$build/corpus/app_readers/profile"
printf '1<a><member><Key>&#x41;&amp;</Key></member></a>' >"$build/corpus/app_readers/xml"
printf '2x-amzn-ErrorType: a#B:c\r\nRetry-After: 3\r\nDate: Tue, 02 Jan 2001 03:04:05 GMT\n\n{"__type":"a#B","message":"m"}' >"$build/corpus/app_readers/error"
printf '3{"AccessKeyId":"A","SecretAccessKey":"S","Token":"T","Expiration":"2030-01-01T00:00:00Z"}' >"$build/corpus/app_readers/credentials"
printf '4QUJD' >"$build/corpus/app_readers/base64"
mkdir -p "$build/corpus/lambda_package"
node --input-type=module -e "import { zip } from './tests/support/js/zip.js'
process.stdout.write(zip([{ name: 'bootstrap', mode: 0o100755, body: 'x' }, { name: 'lib/a', mode: 0o120777, body: '../b' }, { name: 'b/', mode: 0o040755, body: '' }]))" \
    >"$build/corpus/lambda_package/links"
mkdir -p "$build/corpus/http_reader"
printf 'POST /2018-06-01/runtime/invocation/1/response HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\n\r\n' >"$build/corpus/http_reader/length"
printf 'POST /a?b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n' >"$build/corpus/http_reader/chunks"
mkdir -p "$build/corpus/sqs_attributes"
printf '{"MessageBody":"b","MessageAttributes":{"a":{"DataType":"Number.x","StringValue":"-1.5E+3"},"b":{"DataType":"Binary","BinaryValue":"AAE="}},"MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1"}}}' \
    >"$build/corpus/sqs_attributes/json"
printf 'Action=SendMessage&MessageBody=b&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v&MessageSystemAttribute.1.Name=AWSTraceHeader&MessageSystemAttribute.1.Value.DataType=String' \
    >"$build/corpus/sqs_attributes/form"
printf '{"Type":"Map","ItemsPath":"$.a","ItemSelector":{"v.$":"$$.Map.Item.Value"},"ItemBatcher":{"MaxItemsPerBatch":1},"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}},"ToleratedFailureCount":1,"End":true}' \
    >"$build/corpus/asl_trial/map"
printf '{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"x.$":"$.a[0]"},"ResultPath":"$.r","Retry":[{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"N"}],"Next":"M"}' \
    >"$build/corpus/asl_trial/task"
seeds ddb_item dynamodb/conditions.json item
seeds import_items dynamodb/csv.json text
seeds import_items dynamodb/import_items.json text
mkdir -p "$build/corpus/decode" "$build/corpus/tokens" "$build/corpus/delivery_policy" "$build/corpus/proxy_result" "$build/corpus/pipes" \
    "$build/corpus/items" "$build/corpus/gzip" "$build/corpus/api_route" "$build/corpus/api_parameters"
printf '\001\001\000{"TableName":"t","Item":{"k":{"S":"v"}}}' >"$build/corpus/decode/json"
printf '\000\001\001Action=SendMessage&MessageBody=b&MessageAttribute.1.Name=a' >"$build/corpus/decode/query"
printf '\005\001\000/2015-03-31/functions/f?Qualifier=1\n{"Timeout":3}' >"$build/corpus/decode/rest"
printf 'arn:aws:sns:us-east-1:000000000000:t' >"$build/corpus/tokens/arn"
printf 'localhost:4566\nhttp://[::1]:3000' >"$build/corpus/tokens/origin"
printf '{"http":{"defaultHealthyRetryPolicy":{"numRetries":5,"minDelayTarget":1,"maxDelayTarget":20,"backoffFunction":"geometric"},"defaultThrottlePolicy":{"maxReceivesPerSecond":1}}}' \
    >"$build/corpus/delivery_policy/topic"
printf '{"healthyRetryPolicy":{"numRetries":5,"numMinDelayRetries":1,"minDelayTarget":1,"maxDelayTarget":20},"requestPolicy":{"headerContentType":"text/plain"}}' \
    >"$build/corpus/delivery_policy/subscription"
printf '{"statusCode":201,"headers":{"A":"b"},"multiValueHeaders":{"C":["d","e"]},"body":"AAE=","isBase64Encoded":true}' >"$build/corpus/proxy_result/all"
printf '/dev//a/x%%2Fy/b/c' >"$build/corpus/api_route/path"
printf 'method.request.body.a[0].b\n{"a":[{"b":1}],statusCode:200,"s":"$context.identity.sourceIp"}' >"$build/corpus/api_parameters/body"
printf '{"body":{"a":[{"prefix":"x"},{"numeric":[">",1]}]}}\n{"v":"<$.body.a>","n":<aws.pipes.pipe-name>}\n{"a":"x"}' >"$build/corpus/pipes/one"
printf '{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"}\na,b\n1,"x ""y"""\n' >"$build/corpus/items/csv"
printf '{"InputType":"JSONL"}\n{"a":1}\n[2]\n' >"$build/corpus/items/lines"
printf '{"InputType":"MANIFEST","ManifestType":"ATHENA_DATA"}\ns3://bucket/key\n' >"$build/corpus/items/athena"
printf '{"InputType":"MANIFEST"}\n{"sourceBucket":"b","fileFormat":"CSV","fileSchema":"Bucket, Key","files":[{"key":"k"}]}' >"$build/corpus/items/inventory"
printf 'a text' | gzip >"$build/corpus/gzip/text"
printf '{"StateMachines":{"M":{"TestCases":{"C":{"S":"R"}}}},"MockedResponses":{"R":{"0":{"Throw":{"Error":"E","Cause":"c"}},"1-2":{"Return":1}}}}' \
    >"$build/corpus/mock_config/one"
mkdir -p "$build/corpus/aws_chunked"
printf '\013\0055;chunk-signature=x\r\nhello\r\n0;chunk-signature=y\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:z\r\n\r\n' \
    >"$build/corpus/aws_chunked/signed"
printf '\372\0055\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n' >"$build/corpus/aws_chunked/trailer"
mkdir -p "$build/corpus/multipart_form"
printf 'x--B\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: a/b\r\n\r\nx\r\n--B--' \
    >"$build/corpus/multipart_form/file"
printf 'xmultipart/form-data; boundary="B"' >"$build/corpus/multipart_form/type"
printf -- '-1.50e-3 99999999999999999999999999999999999999' >"$build/corpus/number/two"
printf '2014-04-29T18:30:38.125+01:00' >"$build/corpus/times/iso"
seeds s3_rollup s3/rollup.json lines
seeds s3_xml wire/rest_xml.json body
seeds s3_headers s3/hosts.json host
for one in http_range s3_conditions s3_xml s3_headers; do mkdir -p "$build/corpus/$one"; done
printf 'bytes=2-5\n10' >"$build/corpus/http_range/part"
printf 'bytes=-5\n10' >"$build/corpus/http_range/last"
printf '"a", W/"b"\n*\n1000\n2000\na' >"$build/corpus/s3_conditions/all"
printf '\001<Delete><Object><Key>a&amp;b</Key><VersionId>v</VersionId></Object><Quiet>true</Quiet></Delete>' >"$build/corpus/s3_xml/delete"
printf '\002<!DOCTYPE a [<!ENTITY b "c">]><Tagging><TagSet><Tag><Key>&b;</Key><Value>v</Value></Tag></TagSet></Tagging>' >"$build/corpus/s3_xml/entity"
printf 'team=a%%20b&stage=test' >"$build/corpus/s3_headers/tags"

mkdir -p "$build/corpus/cache_control" "$build/corpus/path_pattern" "$build/corpus/cache_policy"
printf 'max-age=60, s-maxage="5", stale-if-error=3, private="a,b"\nWed, 21 Oct 2015 07:28:00 GMT\n3\nno-cache\n*' >"$build/corpus/cache_control/all"
printf '/images/*a?b*\n/images/../%%7ea%%2F./b' >"$build/corpus/path_pattern/one"
printf '{"MinTTL":1,"ParametersInCacheKeyAndForwardedToOrigin":{"EnableAcceptEncodingGzip":true,"HeadersConfig":{"HeaderBehavior":"whitelist","Headers":{"Items":["Host","CloudFront-Is-Mobile-Viewer"]}},"CookiesConfig":{"CookieBehavior":"allExcept","Cookies":{"Items":["a*"]}},"QueryStringsConfig":{"QueryStringBehavior":"whitelist","QueryStrings":{"Items":["q"]}}}}\n/a%%20b?q=1&r&q\nCookie:a=1; b=2\nAccept-Encoding:br;q=0, gzip' \
    >"$build/corpus/cache_policy/one"

mkdir -p "$build/corpus/lambda_names"
printf 'arn:aws:lambda:eu-west-1:000000000000:function:f:$LATEST' >"$build/corpus/lambda_names/function"
printf 'eu-west-1:000000000000:function:f:1' >"$build/corpus/lambda_names/partial"
printf 'arn:aws:lambda:eu-west-1:000000000000:layer:l:9223372036854775808' >"$build/corpus/lambda_names/layer"

mkdir -p "$build/corpus/request" "$build/corpus/http_answer" "$build/corpus/saved"
printf 'GET /b/k%%2F%%zz?versionId=1&a+b=%%C3%%A9 HTTP/1.1\nHost: b.s3.localhost:4566\nRange: bytes=-5\nIf-None-Match: W/"0a", *\nIf-Modified-Since: Wed, 21 Oct 2015 07:28:00 GMT\n\n' \
    >"$build/corpus/request/range"
printf 'POST / HTTP/1.1\nX-Amz-Target: DynamoDB_20120810.ListTables\nContent-Encoding: gzip\nAuthorization: AWS4-HMAC-SHA256 Credential=t/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\n\n{}' \
    >"$build/corpus/request/target"
printf '\000\062HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=x\r\nA: b\r\n\n{"a":[1]}' >"$build/corpus/http_answer/json"
printf '\001\062Content-Type: image/png\n\n\211PNG' >"$build/corpus/http_answer/image"
printf '\000\000\377\3773 0 0 0 1 1 1 0 0 0 0 0 0 2:{}-1:7:{"v":1}-1:' >"$build/corpus/saved/whole"
for one in 0 1 2 3; do
    # shellcheck disable=SC2059
    for steps in 0 1 2 3; do printf "\\00$one\\00$steps\\000\\0023" >"$build/corpus/saved/$one$steps"; done
done
mkdir -p "$build/corpus/tls" "$build/corpus/certificate" "$build/corpus/relay_tally"
printf '\040\026\003\001\000x\001\000\000t\003\003RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR\000\000\006\300\053\300\057\000\377\001\000\000E\000\000\000\020\000\016\000\000\013a\056localhost\000\020\000\013\000\011\010http\0571\0561\000\012\000\006\000\004\000\027\000\035\000\013\000\002\001\000\000\015\000\006\000\004\004\003\004\001\000\043\000\000\000\027\000\000' \
    >"$build/corpus/tls/hello"
printf '\007POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nabGET / HTTP/1.1\r\n\r\n' >"$build/corpus/relay_tally/two"

mkdir -p "$build/corpus/app_api" "$build/corpus/app_item" "$build/corpus/app_texts"
printf '\001{"customerName":"a","customerEmail":"a@b.c","customerPhone":"+15551234567","paymentMethod":"stripe","carrier":"ups","items":[{"productId":"p","quantity":2}],"shippingAddress":{"street":"s","city":"c","state":"x","zipCode":"z","country":"GB"}}' \
    >"$build/corpus/app_api/post"
printf '\000{"httpMethod":"GET","path":"/orders","headers":{"Authorization":"Bearer v1.YQ.99999999999.x"},"queryStringParameters":{"limit":"5","status":"SHIPPED","nextToken":"e30"}}' \
    >"$build/corpus/app_api/list"
printf '\003/orders/6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001/cancel' >"$build/corpus/app_api/cancel"
printf '{"orderId":{"S":"6f1ed002-ab5d-4a1b-9c52-3b1a0f6e0001"},"status":{"S":"SHIPPED"},"orderDate":{"S":"2026-01-31T11:59:00.000Z"},"customerId":{"S":"c"},"customerName":{"S":"n"},"customerEmail":{"S":"e"},"paymentMethod":{"S":"card"},"items":{"L":[{"M":{"productId":{"S":"p"},"name":{"S":"n"},"quantity":{"N":"1"},"price":{"N":"1.50"}}}]},"totalAmount":{"N":"1.50"},"shippingAddress":{"M":{"street":{"S":"s"},"city":{"S":"c"},"zipCode":{"S":"z"},"country":{"S":"x"}}},"trackingNumber":{"S":"t"}}' \
    >"$build/corpus/app_item/shipped"
printf '\00019.90' >"$build/corpus/app_texts/money"
printf '\003<a><member><Code>x&amp;</Code></member></a>' >"$build/corpus/app_texts/xml"

for name in "$@"; do
    [ -x "$build/tests/fuzz/fuzz_$name" ] || { echo "There is no fuzzer named $name." >&2; exit 2; }
done
for program in "$build"/tests/fuzz/fuzz_*; do
    name=$(basename "$program" | sed 's/^fuzz_//')
    case " ${*:-$name} " in *" $name "*) ;; *) continue ;; esac
    mkdir -p "$build/corpus/$name"
    # shellcheck disable=SC2046
    if out=$("$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 -artifact_prefix="$build/found/$name-" \
        "$build/corpus/$name" $(find "$build/corpus/$name" -mindepth 1 -type d) 2>&1); then
        echo "$name: $(echo "$out" | grep -a -o 'Done [0-9]* runs' | tail -n 1)"
        passed=$((passed + 1))
    else
        echo "$out" | tail -n 40
        echo "FAILED: $name"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
