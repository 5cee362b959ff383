#!/bin/sh
# Starts Nube with the shop on it, and stops both again, or the shop once Nube has ended: run.sh BUILD PORT DATA.
#
#   nube (PORT, by TLS PORT + 1) ← simulators (PORT + 5 payment, PORT + 6 shipment) ← deploy ← the demo subscriber's confirmation
#
# With PARTNERS=functions the simulators are functions in Nube, deployed with the rest.
set -eu

build=$1 port=$2 data=$3
tls=$((port + 1))
url=http://127.0.0.1:$port
payment=$((port + 5)) shipment=$((port + 6))
email=${NOTIFY_EMAIL:-customer@example.com}
log=$data/nube.log
pids=

stop() {
    trap - INT TERM EXIT
    [ -z "$pids" ] || kill $pids 2>/dev/null || true
    wait 2>/dev/null || true
    exit "${1:-0}"
}
trap 'stop 0' INT TERM
trap 'stop $?' EXIT

# start NAME LOG COMMAND…: in the background, until its log says Ready. The log goes on: it may be that of one that lives.
start() {
    name=$1 file=$2
    shift 2
    touch "$file"
    before=$(wc -c <"$file")
    "$@" >>"$file" 2>&1 &
    pid=$!
    pids="$pids $pid"
    until tail -c "+$((before + 1))" "$file" | grep -qx 'Ready\.'; do
        kill -0 "$pid" 2>/dev/null || {
            tail -c "+$((before + 1))" "$file" >&2
            echo "$name did not start (another PORT and DATA? PORT + 1, + 5 and + 6 are taken, too)" >&2
            exit 1
        }
        sleep 0.05
    done
}

mkdir -p "$data"
start Nube "$log" "$build/nube" --port "$port" --tls-port "$tls" --data-dir "$data"
nube=$pid
case ${PARTNERS:-programs} in
functions) partners= ;;
programs)
    start 'The payment simulator' "$data/payment.log" "$build/simulators/payment" --port "$payment" --data "$data/payments"
    start 'The shipment simulator' "$data/shipment.log" "$build/simulators/shipment" --port "$shipment" --data "$data/shipments"
    partners="--payment-url http://127.0.0.1:$payment --shipment-url http://127.0.0.1:$shipment"
    ;;
*)
    echo "PARTNERS is programs or functions, not $PARTNERS" >&2
    exit 2
    ;;
esac

export AWS_ENDPOINT_URL="$url" AWS_REGION="${AWS_REGION:-us-east-1}" AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
unset AWS_PROFILE AWS_SESSION_TOKEN
resources=$("$build/deploy" --functions "$build/functions" --definition statemachines/order-workflow.asl.json \
    $partners --notify-email "$email" \
    --api-url-format "$url/restapis/{id}/{stage}/_user_request_" --site-url-format "https://{domain}:$tls" --quiet) || exit 1

# As the subscriber would: follow the link in the mail.
curl -s "$url/_nube/mail" | grep -o 'http[^ "\\]*/confirmation\.html[^ "\\]*' | head -n 1 | while read -r link; do
    curl -s -o "$data/confirmation.html" "$link"
done

api=$(echo "$resources" | sed -n 's/^api: //p')
echo "$resources" | grep -q '^shop: ' || echo "No pages: ${FRONTEND:-frontend/dist} is not built."
echo "$resources"
cat <<END
endpoint: $url
tls: https://localhost:$tls
health: $url/_nube/health
mail: $url/_nube/mail
clock: $url/_nube/clock
log: $log

Try an order:

  curl -X POST $api/orders -H 'Content-Type: application/json' -d '{"customerName":"Ada","customerEmail":"ada@example.com","items":[{"productId":"p5","quantity":2}],"shippingAddress":{"street":"1 Main Street","city":"Paris","zipCode":"75001","country":"FR"}}'
  curl $api/products
  curl $url/_nube/mail

Mail about orders goes to $email (NOTIFY_EMAIL), the topic's subscriber. Your own programs, in another terminal:

  export AWS_ENDPOINT_URL=$url AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
  aws --endpoint-url $url sqs list-queues

END
echo Ready.
tail -n 0 -F "$log" 2>/dev/null &
pids="$pids $!"
status=0
wait "$nube" || status=$?
echo "Nube has ended. Its log: $log" >&2
stop "$status"
